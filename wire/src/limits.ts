import { WHOLE, WireError } from './error.ts'

/** Largest file that a parser takes [bytes of UTF-8]: 32 MiB. */
export const FILE_BYTES_MAX: number = 32 * 1024 * 1024

/** Largest line of a journal [bytes of UTF-8]: 256 MiB. The first holds every account, about 600 bytes each. */
export const LINE_BYTES_MAX: number = 256 * 1024 * 1024

/** Deepest nesting of lists and objects in JSON. */
export const DEPTH_MAX = 64

/** Bytes of a text in UTF-8; a lone surrogate counts as the three bytes of its replacement. */
export const utf8Bytes = (text: string): number => {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    const pair = unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(at + 1))
    if (pair) at += 1
    bytes += unit < 0x800 ? 1 : 2
  }
  return bytes
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

/** Refuses a text above `bytesMax`; counts only where the length alone cannot tell. @throws WireError */
export const requireSize = (file: string, field: string, text: string, bytesMax: number): void => {
  if (text.length * 3 <= bytesMax || (text.length <= bytesMax && utf8Bytes(text) <= bytesMax)) return
  throw new WireError(file, [
    {
      field,
      value: `${text.length} characters`,
      allowed: `at most ${bytesMax} bytes of UTF-8`,
      remedy: field === WHOLE ? 'split the file' : 'split the line',
    },
  ])
}

/** Refuses JSON text nested deeper than `DEPTH_MAX`, before anything recursive sees it. @throws WireError */
export const requireShallow = (file: string, field: string, text: string): void => {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (quoted) {
      if (unit === BACKSLASH) at += 1
      else if (unit === QUOTE) quoted = false
    } else if (unit === QUOTE) quoted = true
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) depth += 1
    else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) depth -= 1
    if (depth > DEPTH_MAX) throw tooDeep(file, field, at)
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

const tooDeep = (file: string, field: string, at: number): WireError =>
  new WireError(file, [
    {
      field,
      value: `nesting of ${DEPTH_MAX + 1} at character ${at}`,
      allowed: `lists and objects nested at most ${DEPTH_MAX} deep`,
      remedy: 'flatten the document',
    },
  ])
