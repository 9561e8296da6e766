import { refusal } from './refusal.ts'

/** Longest line that is read, in bytes. A longer one is refused before it is held. */
export const LINE_BYTES_MAX: number = 1024 * 1024

const NEWLINE = 0x0a

/**
 * Cuts a stream of bytes into blocks of whole lines, each ending in a line feed; one is added at the end where it is missing.
 * `rowNow` says which row a reader waits for, so that an error can name it.
 *
 * @throws WireError for a line beyond 1 MiB, of which no more than that and one chunk is ever held
 */
export async function* lineBlocks(
  path: string,
  chunks: AsyncIterable<Buffer>,
  rowNow: () => number,
): AsyncGenerator<Buffer> {
  let held: readonly Buffer[] = []
  let heldBytes = 0
  for await (const chunk of chunks) {
    const first = chunk.indexOf(NEWLINE)
    if (heldBytes + (first < 0 ? chunk.length : first) > LINE_BYTES_MAX) throw tooLong(path, rowNow())
    if (first < 0) {
      held = [...held, chunk]
      heldBytes += chunk.length
      continue
    }
    const last = chunk.lastIndexOf(NEWLINE) + 1
    const whole = chunk.subarray(0, last)
    yield heldBytes === 0 ? whole : Buffer.concat([...held, whole])
    held = last < chunk.length ? [chunk.subarray(last)] : []
    heldBytes = chunk.length - last
  }
  if (heldBytes > 0) yield Buffer.concat([...held, Buffer.of(NEWLINE)])
}

const tooLong = (path: string, row: number): Error =>
  refusal(path, {
    row,
    value: `a line of more than ${LINE_BYTES_MAX} bytes`,
    allowed: `lines of at most ${LINE_BYTES_MAX} bytes`,
    remedy: 'this is no table of rows, or it lost its line feeds; fetch the file again',
  })
