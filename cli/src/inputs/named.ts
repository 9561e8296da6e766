import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'

/** Whether an argument is meant as a path and not as a name. */
export const isPath = (argument: string): boolean => /[/\\]|\.json$/.test(argument)

/** Folder of the scenarios that come with the package; those on recorded data stand in a folder of their own within it. */
const BUNDLED = fileURLToPath(new URL('../../../scenarios/', import.meta.url))
const FOLDERS = [BUNDLED, join(BUNDLED, 'recorded')]

/** What scenarios read beside their own files; none of them itself. */
const BESIDE: ReadonlySet<string> = new Set(['fitted-reaction.json'])

/** Names of the scenarios that come with the package, recorded ones included. */
export const scenarioNames = (): readonly string[] => FOLDERS.flatMap(namesIn).toSorted()

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => /^[^.]+\.json$/.test(file) && !BESIDE.has(file))
        .map((file) => file.slice(0, -'.json'.length))
    : []

/**
 * The file that a scenario argument means: a path, with or without its `.json`, where such a file stands; else a bundled name, which may be
 * written as it stands in the package (`scenarios/recorded/2021-05-19`). @throws ArgumentError
 */
export const scenarioFile = (argument: string, cwd: string): string => {
  const path = resolve(cwd, argument)
  if (isPath(argument)) for (const candidate of [path, `${path}.json`]) if (isFile(candidate)) return candidate
  const bundled = bundledFile(argument)
  if (bundled !== null) return bundled
  if (isPath(argument) && !BUNDLED_PREFIX.test(argument)) return path
  const known = scenarioNames()
  const remedy = suggestion(bareName(argument), known)
  throw new ArgumentError('scenario', argument, 'a bundled scenario or the path of a file', remedy)
}

/** How bundled scenarios may be named beyond their name: as they stand in the package. */
const BUNDLED_PREFIX = /^(?:\.\/)?(?:scenarios\/(?:recorded\/)?|recorded\/)/

const bareName = (argument: string): string => argument.replace(BUNDLED_PREFIX, '').replace(/\.json$/, '')

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

const bundledFile = (argument: string): string | null => {
  const name = bareName(argument)
  for (const folder of FOLDERS) if (namesIn(folder).includes(name)) return join(folder, `${name}.json`)
  return null
}
