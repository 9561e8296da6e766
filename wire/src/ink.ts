/** Bytes of a text that grows: a buffer that is written from left to right and used again for the next text. */
export interface Ink {
  bytes: Uint8Array
  length: number
}

/** Ink with room for a text of some size; it grows when more is needed. */
export const createInk = (): Ink => ({ bytes: new Uint8Array(1 << 16), length: 0 })

/** What was written so far. It is a window, not a copy: the next text overwrites it. */
export const written = ({ bytes, length }: Ink): Uint8Array => bytes.subarray(0, length)

/** Writes ASCII bytes that were made before, such as the label of a member. */
export const writeBytes = (ink: Ink, source: Uint8Array): void => {
  reserve(ink, source.length)
  const { bytes } = ink
  let at = ink.length
  for (const byte of source) bytes[at++] = byte
  ink.length = at
}

/** Writes one ASCII character. */
export const writeCode = (ink: Ink, code: number): void => {
  reserve(ink, 1)
  ink.bytes[ink.length++] = code
}

/** Writes a text as JSON does, quoted and escaped. */
export const writeQuoted = (ink: Ink, text: string): void => {
  const start = ink.length
  reserve(ink, text.length + 2)
  const { bytes } = ink
  let at = start
  bytes[at++] = QUOTE
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH)
      return writePlain(ink, JSON.stringify(text))
    bytes[at++] = code
  }
  bytes[at++] = QUOTE
  ink.length = at
}

/** Writes a text as it is, in UTF-8. */
export const writePlain = (ink: Ink, text: string): void => {
  // UTF-8 needs at most three bytes for a UTF-16 unit.
  reserve(ink, 3 * text.length)
  ink.length += encoder.encodeInto(text, ink.bytes.subarray(ink.length)).written
}

/** Writes a safe integer in decimal digits; zero never with a sign. */
export const writeInteger = (ink: Ink, value: number): void => {
  reserve(ink, DIGITS_MAX + 1)
  if (value < 0) ink.bytes[ink.length++] = MINUS
  let left = Math.abs(value)
  let first = DIGITS_MAX
  do {
    const tens = Math.floor(left / 10)
    digits[--first] = ZERO + (left - tens * 10)
    left = tens
  } while (left > 0)
  const { bytes } = ink
  let at = ink.length
  for (let index = first; index < DIGITS_MAX; index += 1) bytes[at++] = digits[index] ?? ZERO
  ink.length = at
}

const [QUOTE, BACKSLASH, SPACE, TILDE, MINUS, ZERO] = [0x22, 0x5c, 0x20, 0x7e, 0x2d, 0x30]
/** The largest safe integer has 16 digits. */
const DIGITS_MAX = 16
const digits = new Uint8Array(DIGITS_MAX)
const encoder = new TextEncoder()

const reserve = (ink: Ink, more: number): void => {
  const needed = ink.length + more
  if (needed <= ink.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, 2 * ink.bytes.length))
  grown.set(written(ink))
  ink.bytes = grown
}
