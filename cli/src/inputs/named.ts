import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'

/** Whether an argument is meant as a path and not as a name. */
export const isPath = (argument: string): boolean => /[/\\]|\.json$/.test(argument)

/** Folder of the scenarios that come with the package. */
const BUNDLED = fileURLToPath(new URL('../../../scenarios/', import.meta.url))

/** Names of the scenarios that come with the package. */
export const scenarioNames = (): readonly string[] =>
  existsSync(BUNDLED)
    ? readdirSync(BUNDLED)
        .filter((file) => /^[^.]+\.json$/.test(file))
        .map((file) => file.slice(0, -'.json'.length))
        .toSorted()
    : []

/** The file that a scenario argument means: a path as it is, a name among the bundled ones. @throws ArgumentError */
export const scenarioFile = (argument: string, cwd: string): string => {
  if (isPath(argument)) return resolve(cwd, argument)
  const known = scenarioNames()
  if (known.includes(argument)) return resolve(BUNDLED, `${argument}.json`)
  throw new ArgumentError('scenario', argument, 'a bundled scenario or the path of a file', suggestion(argument, known))
}
