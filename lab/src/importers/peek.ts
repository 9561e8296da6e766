import { openBytes } from './bytes.ts'

/** Bytes of a file that suffice to tell its form: more than any header has. */
const PEEK_BYTES = 64 * 1024

/** The beginning of a file, unpacked: its first line, at most 64 KiB, without byte-order mark and blanks around it. @throws WireError */
export const firstLine = async (path: string): Promise<string> => {
  let text = ''
  for await (const chunk of openBytes(path).chunks) {
    text += chunk.toString('utf8', 0, PEEK_BYTES)
    text = text.replace(/^[\uFEFF\s]+/, '')
    if (text.includes('\n') || text.length >= PEEK_BYTES) break
  }
  const end = text.search(/[\r\n]/)
  return (end < 0 ? text : text.slice(0, end)).trim().slice(0, PEEK_BYTES)
}

/** Whether a file holds JSON and no table. @throws WireError */
export const beginsJson = async (path: string): Promise<boolean> => /^[[{]/.test(await firstLine(path))
