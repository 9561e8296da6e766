import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ArgumentError } from '../failure.ts'
import { dataRootOf } from '../inputs/data-root.ts'
import type { Io } from '../io.ts'

/** The file that a chain argument means: a path that exists, else a dataset in the data folder. @throws ArgumentError */
export const chainFile = (argument: string, data: string | undefined, io: Io): string => {
  const path = resolve(io.cwd, argument)
  if (existsSync(path)) return path
  const root = dataRootOf(data, io)
  if (root === null)
    throw new ArgumentError('chain', argument, 'a file', 'check the path, or name the data folder: --data, EBB_DATA')
  const dataset = join(root, argument)
  if (existsSync(dataset)) return dataset
  throw new ArgumentError('chain', argument, `a file here or in ${root}`, 'name it with its folder in there')
}
