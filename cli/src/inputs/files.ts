import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { WireError, type WireProblem } from '@ebbline/wire'

/** Largest file that is read: what the parsers accept. */
const BYTES_MAX = 32 * 1024 * 1024

/**
 * The text of a file.
 *
 * @throws WireError when it cannot be read, is larger than 32 MiB, or is not UTF-8.
 */
export const readText = (path: string): string => {
  const bytes = readBytes(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refused(path, { value: 'bytes that are not UTF-8', allowed: 'UTF-8 text', remedy: 'save the file as UTF-8' })
  }
}

const readBytes = (path: string): Buffer => {
  try {
    const { size } = statSync(path)
    if (size > BYTES_MAX)
      throw refused(path, { value: `${size} bytes`, allowed: `at most ${BYTES_MAX} bytes`, remedy: 'split the file' })
    return readFileSync(path)
  } catch (error) {
    if (error instanceof WireError) throw error
    throw refused(path, {
      value: reasonOf(error),
      allowed: 'a file that can be read',
      remedy: 'check the path and its permissions',
    })
  }
}

/** A problem with a whole file, as an error. */
export const refused = (file: string, problem: Omit<WireProblem, 'field'>): WireError =>
  new WireError(file, [{ field: '(whole)', ...problem }])

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a path through a file',
  ENAMETOOLONG: 'a name that is too long',
  EROFS: 'a read-only file system',
  ENOSPC: 'a full disk',
  EEXIST: 'a file where a folder should be',
}

/** Why the system refused, in words. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
  return REASONS[code] ?? code
}

/**
 * Writes a whole file or nothing: the text goes into a sibling that takes the name only when it is complete.
 *
 * @throws WireError when the folder cannot be written.
 */
export const writeWhole = (path: string, text: string): void => {
  const sibling = siblingOf(path)
  let begun = false
  try {
    mkdirSync(dirname(path), { recursive: true })
    begun = true
    writeFileSync(sibling, text, { flag: 'wx' })
    renameSync(sibling, path)
  } catch (error) {
    if (begun) rmSync(sibling, { force: true })
    throw refused(path, {
      value: reasonOf(error),
      allowed: 'a place that can be written',
      remedy: 'name another one with --out',
    })
  }
}

/** A hidden name beside a path that nothing else uses. */
export const siblingOf = (path: string): string => join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`)
