import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the example policies that come with the package. */
const BUNDLED = fileURLToPath(new URL('../../../policies/', import.meta.url))

/** Where a policy file is looked for by its bare name: here, in `policies/` here, and in the examples that come with the package. */
const foldersFrom = (cwd: string): readonly string[] => [cwd, resolve(cwd, 'policies'), BUNDLED]

const NAME = /^[a-z0-9][a-z0-9.-]{0,63}$/u

/** The file `NAME.json` of a bare name, null when no folder has it. */
export const policyFileOf = (name: string, cwd: string): string | null => {
  if (!NAME.test(name)) return null
  return (
    foldersFrom(cwd)
      .map((folder) => join(folder, `${name}.json`))
      .find(existsSync) ?? null
  )
}

/** Names of the files in `policies/` here and in the package, each once, by name. */
export const policyFileNames = (cwd: string): readonly string[] =>
  [...new Set(foldersFrom(cwd).slice(1).flatMap(namesIn))].toSorted()

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => file.slice(0, -'.json'.length))
        .filter((name) => NAME.test(name))
    : []
