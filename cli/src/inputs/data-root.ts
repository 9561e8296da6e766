import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ArgumentError } from '../failure.ts'
import type { Io } from '../io.ts'

/** The data folder that `--data` names, else EBB_DATA; null when neither does. @throws ArgumentError when it is no folder */
export const dataRootOf = (option: string | undefined, { cwd, dataRoot }: Io): string | null => {
  const named = option ?? dataRoot
  if (named === null || named === '') return null
  const folder = resolve(cwd, named)
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return folder
  const argument = option === undefined ? 'EBB_DATA' : '--data'
  const remedy = found === undefined ? 'there is none: correct the path' : 'name the folder, not a file in it'
  throw new ArgumentError(argument, named, 'a folder of datasets', remedy)
}

/** The data folder for a command that cannot do without; `dataset` is what it reads there. @throws ArgumentError when none is named */
export const requiredDataRoot = (option: string | undefined, io: Io, dataset: string): string => {
  const found = dataRootOf(option, io)
  if (found !== null) return found
  throw new ArgumentError(
    '--data',
    'nothing',
    `the folder that holds ${dataset}`,
    'write --data FOLDER or set EBB_DATA: recorded data are not part of the project',
  )
}
