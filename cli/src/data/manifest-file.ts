import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Manifest } from '@ebbline/lab'
import { ArgumentError } from '../failure.ts'
import { writeWhole } from '../inputs/files.ts'
import { jsonText } from '../output.ts'
import type { Surveyed } from './survey.ts'

/** A manifest and the path where it is to lie. */
export interface PlacedManifest {
  readonly path: string
  readonly manifest: Manifest
  /** Whether an earlier manifest of the same file lies there and tells of other bytes. */
  readonly dataChanged: boolean
}

/**
 * Where manifests go: `NAME.manifest.json` beside each file, or in the folder of `--out`. Nothing is written yet.
 *
 * @throws ArgumentError where two files want one name, or where something else than an earlier manifest of the same file lies
 */
export const placeManifests = (
  results: readonly Surveyed[],
  { cwd, out }: { readonly cwd: string; readonly out: string | null },
): readonly PlacedManifest[] => {
  const taken = new Map<string, string>()
  return results.flatMap((result) => {
    if (result.kind !== 'read') return []
    const { file, manifest } = result
    const folder = out === null ? dirname(resolve(cwd, file)) : resolve(cwd, out)
    const path = join(folder, `${basename(file)}.manifest.json`)
    const other = taken.get(path)
    if (other !== undefined)
      throw new ArgumentError(
        '--out',
        path,
        'one file for each manifest',
        `${other} and ${file} have one name: import them apart`,
      )
    taken.set(path, file)
    return { path, manifest, dataChanged: isChanged(path, manifest) }
  })
}

/** Writes each manifest whole. @throws WireError when the place cannot be written; it names `--out` */
export const writeManifests = (placed: readonly PlacedManifest[]): void => {
  for (const { path, manifest } of placed) writeWhole(path, jsonText(manifest))
}

const isChanged = (path: string, manifest: Manifest): boolean => {
  if (!existsSync(path)) return false
  const before = earlier(path)
  if (before?.['schema'] !== manifest.schema || before['file'] !== manifest.file)
    throw new ArgumentError(
      '--out',
      path,
      `a new file, or an earlier manifest of ${manifest.file}`,
      'move it away, or name another folder with --out',
    )
  return before['sha256'] !== manifest.sha256
}

/** What a file that lies there says it is, or null when it is no manifest. */
const earlier = (path: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
