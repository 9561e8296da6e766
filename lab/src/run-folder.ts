import { hash } from 'node:crypto'
import { closeSync, createReadStream, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip, gzipSync } from 'node:zlib'
import { CHAIN_START, chainEntry, type JournalEntry } from '@ebbline/wire'

/** SHA-256 of a text or of bytes as hex, for the journal's chain and the state hash. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex')

/** Where a run's journal goes: to a file, or nowhere but into its hash. */
export interface JournalSink {
  readonly write: (entry: JournalEntry) => void
  readonly hash: () => string
  /** Hands everything written so far to the file. */
  readonly flush: () => void
  readonly close: () => void
}

/** Name of a run's journal within its folder. */
export const JOURNAL = 'journal.ndjson.gz'

/** Bytes of lines that are compressed at once; a longer line stands alone. */
const MEMBER_BYTES = 1 << 20

/** The fastest level: a journal repeats itself so much that slower ones win little. */
const LEVEL = 1

const LINE_FEED = 0x0a

/**
 * A sink into the journal of a folder, or with `null` one that only hashes. `from` is the link to go on after. Each stretch that
 * is handed to the file is a gzip member of its own, so the file can be cut off between two of them and gone on with.
 */
export const createJournalSink = (folder: string | null, from: string = CHAIN_START): JournalSink => {
  const file = folder === null ? null : openSync(join(folder, JOURNAL), from === CHAIN_START ? 'w' : 'a')
  let [link, pending, size] = [from, new Uint8Array(MEMBER_BYTES), 0]
  const flush = (): void => {
    if (file !== null && size > 0) writeFileSync(file, gzipSync(pending.subarray(0, size), { level: LEVEL }))
    size = 0
  }
  const keep = (line: Uint8Array): void => {
    if (size + line.length >= pending.length) flush()
    if (line.length >= pending.length) pending = new Uint8Array(line.length + 1)
    pending.set(line, size)
    size += line.length
    pending[size++] = LINE_FEED
  }
  return {
    write: (entry) => {
      const chained = chainEntry(sha256, link, entry)
      link = chained.link
      if (file !== null) keep(chained.line)
    },
    hash: () => link,
    flush,
    close: () => {
      flush()
      if (file !== null) closeSync(file)
    },
  }
}

/** The journal ends in the middle of what was compressed, or is no gzip at all. */
export class BrokenJournalError extends Error {
  override readonly name = 'BrokenJournalError'
  constructor(folder: string, reason: string) {
    super(`${join(folder, JOURNAL)} cannot be read (${reason}); it was cut off or changed after the run; run it again`)
  }
}

/** Lines of a folder's journal, or of its first `bytes` bytes, which must end between two members. @throws BrokenJournalError */
export async function* journalLines(folder: string, bytes?: number): AsyncGenerator<string> {
  const input = createReadStream(join(folder, JOURNAL), bytes === undefined ? {} : { end: bytes - 1 })
  const text = createGunzip().setEncoding('utf8')
  input.on('error', (error) => text.destroy(error))
  let rest = ''
  try {
    for await (const chunk of input.pipe(text)) {
      rest += String(chunk)
      // A first line of megabytes comes in small pieces: it is looked through once.
      if (!String(chunk).includes('\n')) continue
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw new BrokenJournalError(folder, error instanceof Error ? error.message : String(error))
  }
  if (rest !== '') yield rest
}

/** Makes a folder with its parents. */
export const makeFolder = (folder: string): void => void mkdirSync(folder, { recursive: true })

/** Writes a whole file or none of it: first beside it, then renamed over it. */
export const writeWhole = (path: string, text: string | Uint8Array): void => {
  const beside = `${path}.partial`
  writeFileSync(beside, text)
  renameSync(beside, path)
}
