import { WHOLE, WireError } from './error.ts'
import { repeatedKey } from './repeated-keys.ts'
import { requireShallow, requireSize, FILE_BYTES_MAX } from './limits.ts'

/** Where a text comes from, and how large it may be. */
export interface TextOrigin {
  readonly file: string
  /** `(whole)` or `line 12`. */
  readonly field: string
  readonly bytesMax: number
}

/** The origin of a whole file. */
export const wholeFile = (file: string): TextOrigin => ({ file, field: WHOLE, bytesMax: FILE_BYTES_MAX })

/**
 * The JSON value of a text. Only JSON itself is judged here: size, nesting, syntax, and in whole files keys given twice.
 *
 * @throws WireError when the text is too large, too deep, not JSON, or a file whose meaning depends on the reader.
 */
export const parseJson = (origin: TextOrigin, text: string): unknown => {
  requireSize(origin.file, origin.field, text, origin.bytesMax)
  requireShallow(origin.file, origin.field, text)
  const value = parsed(origin, text)
  const repeated = origin.field === WHOLE ? repeatedKey(text) : null
  if (repeated === null) return value
  throw new WireError(origin.file, [
    { field: repeated, value: 'given twice', allowed: 'each key once', remedy: 'remove one of the two' },
  ])
}

const parsed = (origin: TextOrigin, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new WireError(origin.file, [
      {
        field: origin.field,
        value: error instanceof SyntaxError ? error.message.replace(/\s+/g, ' ').slice(0, 120) : 'unreadable',
        allowed: 'one JSON value in UTF-8',
        remedy: text.trim() === '' ? 'the text is empty; write the document' : 'mend the JSON at that place',
      },
    ])
  }
}
