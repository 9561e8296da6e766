import { openBytes } from './bytes.ts'

/** Bytes of a file that suffice to tell its form: more than any header has. */
const PEEK_BYTES = 64 * 1024

/** The beginning of a file, unpacked: 64 KiB of text or less, without byte-order mark and blanks before it. @throws WireError */
export const beginningOf = async (path: string): Promise<string> => {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const chunk of openBytes(path).chunks) {
    pieces.push(chunk.subarray(0, PEEK_BYTES))
    bytes += chunk.length
    if (bytes >= PEEK_BYTES) break
  }
  const text = Buffer.concat(pieces).toString('utf8', 0, PEEK_BYTES)
  return text.replace(/^[\uFEFF\s]+/, '')
}

/** The first line of a text, without blanks around it. */
export const firstLine = (text: string): string => {
  const end = text.search(/[\r\n]/)
  return (end < 0 ? text : text.slice(0, end)).trim()
}

/** Whether a file holds JSON and no table. @throws WireError */
export const beginsJson = async (path: string): Promise<boolean> => /^[[{]/.test(await beginningOf(path))
