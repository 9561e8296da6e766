import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { checkDataset, formatOf, type Manifest } from '@ebbline/lab'
import { WireError } from '@ebbline/wire'
import { ArgumentError } from '../failure.ts'
import { reasonOf } from '../inputs/files.ts'
import type { Io } from '../io.ts'

/** What became of one data file: read to its end, refused with the reason, or of no form that is read. */
export type Surveyed =
  | { readonly kind: 'read'; readonly file: string; readonly manifest: Manifest }
  | { readonly kind: 'refused'; readonly file: string; readonly reason: string }
  | { readonly kind: 'unknown'; readonly file: string }

/** Names of files that may hold data; all others in a folder are passed over. */
const DATA_NAME = /\.(csv|json|ndjson|jsonl)(\.gz)?$/i

/** Manifests of ours, which lie beside the data. */
const MANIFEST_NAME = /\.manifest\.json$/i

/**
 * Reads the files that arguments name, and in folders all that may hold data, one after the other in the order of their names.
 * A file of unknown form is refused when it was named, and listed as unknown when a folder holds it.
 */
export const survey = async (
  named: readonly string[],
  io: Io,
  options: { readonly format?: string; readonly quiet?: boolean },
): Promise<readonly Surveyed[]> => {
  const results: Surveyed[] = []
  const files = named.flatMap((name) => filesOf(name, io.cwd))
  for (const [index, { file, isNamed }] of files.entries()) {
    io.signal.throwIfAborted()
    if (io.live && options.quiet !== true) io.err(`\r\u001B[Kreading ${index + 1} of ${files.length}: ${file}`)
    results.push(await surveyed(file, isNamed, io.cwd, options.format))
  }
  if (io.live && options.quiet !== true) io.err('\r\u001B[K')
  return results
}

const surveyed = async (file: string, isNamed: boolean, cwd: string, format?: string): Promise<Surveyed> => {
  const path = resolve(cwd, file)
  try {
    if (!isNamed && format === undefined && (await formatOf(path)) === null) return { kind: 'unknown', file }
    return { kind: 'read', file, manifest: await checkDataset(path, format) }
  } catch (error) {
    if (error instanceof WireError) return { kind: 'refused', file, reason: error.message }
    throw error
  }
}

interface Named {
  /** As the user would name it from where they stand. */
  readonly file: string
  readonly isNamed: boolean
}

const filesOf = (name: string, cwd: string): readonly Named[] => {
  const path = resolve(cwd, name)
  const below = dataBelow(name, path)
  if (below === null) return [{ file: name, isNamed: true }]
  if (below.length > 0) return below.map((one) => ({ file: join(name, relative(path, one)), isNamed: false }))
  throw new ArgumentError(
    'path',
    name,
    'a folder with .csv, .json, .ndjson or .jsonl files, plain or .gz',
    'name the files',
  )
}

/** Paths of what may be data below a folder, in order; null for what is no folder. Links to files count, links to folders do not. */
const dataBelow = (name: string, path: string): readonly string[] | null => {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return null
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => DATA_NAME.test(entry.name) && !MANIFEST_NAME.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
      .toSorted()
  } catch (error) {
    throw new ArgumentError('path', name, 'a folder that can be read', `check its permissions: ${reasonOf(error)}`)
  }
}
