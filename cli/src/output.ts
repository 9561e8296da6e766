import { resolve } from 'node:path'
import { writeWhole } from './inputs/files.ts'
import type { Io } from './io.ts'

/** A result in its two forms: one JSON value for programs, text for people. Text is made only when it is wanted. */
export interface Result {
  readonly json: unknown
  readonly text: () => string
}

/** How a result leaves: as JSON or text, on stdout or as a file. */
export interface OutputOptions {
  readonly json?: boolean
  readonly out?: string
}

/** Prints a result, or writes it whole to the file that `--out` names. @throws WireError when that file cannot be written. */
export const present = (io: Io, options: OutputOptions, result: Result): void => {
  const text = options.json === true ? jsonText(result.json) : result.text()
  if (options.out === undefined) io.out(text)
  else writeWhole(resolve(io.cwd, options.out), text)
}

/** Indented JSON with a line feed; exact integers become decimal texts, maps become objects. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, exactAsText, 2)}\n`

const exactAsText = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Map ? Object.fromEntries(value) : value
}
