import { existsSync, globSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ArgumentError } from '../failure.ts'

/**
 * The files that arguments name: a file as it is, a folder's JSON files with those of its subfolders, or a pattern such as
 * `theory/*.json`. Sorted, each once.
 *
 * @throws ArgumentError for an argument that names no file.
 */
export const vectorFiles = (args: readonly string[], cwd: string): readonly string[] => [
  ...new Set(args.flatMap((argument) => filesOf(argument, cwd))),
]

const filesOf = (argument: string, cwd: string): readonly string[] => {
  const path = resolve(cwd, argument)
  if (existsSync(path) && !statSync(path).isDirectory()) return [path]
  const found = existsSync(path)
    ? globSync('**/*.json', { cwd: path }).map((name) => join(path, name))
    : globSync(argument, { cwd })
        .map((name) => resolve(cwd, name))
        .filter((name) => statSync(name).isFile())
  if (found.length === 0)
    throw new ArgumentError('file', argument, 'a vector file, a folder that holds some, or a pattern', 'check the path')
  return found.toSorted()
}
