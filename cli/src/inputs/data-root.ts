import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ArgumentError } from '../failure.ts'
import type { Io } from '../io.ts'

/** The data folder that `--data` names, else EBB_DATA; null when neither does. @throws ArgumentError when it is no folder */
export const dataRootOf = (option: string | undefined, { cwd, dataRoot }: Io): string | null => {
  const named = option ?? dataRoot
  if (named === null || named === '') return null
  const folder = resolve(cwd, named)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder
  const argument = option === undefined ? 'EBB_DATA' : '--data'
  throw new ArgumentError(argument, named, 'a folder of datasets', 'name the folder, not a file in it')
}
