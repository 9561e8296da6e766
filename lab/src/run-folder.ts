import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CHAIN_START, hashChain, journalLine, type JournalEntry } from '@ebbline/wire'

/** SHA-256 of a text as hex, for the journal's chain and the state hash. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Where a run's journal goes: to a file, or nowhere but into its hash. */
export interface JournalSink {
  readonly write: (entry: JournalEntry) => void
  readonly hash: () => string
  /** Hands everything written so far to the file. */
  readonly flush: () => void
  readonly close: () => void
}

const BUFFER_MAX = 1 << 20

/** A sink into `journal.ndjson` of a folder, or with `null` one that only hashes. `from` is the link to go on after. */
export const createJournalSink = (folder: string | null, from: string = CHAIN_START): JournalSink => {
  const file = folder === null ? null : openSync(join(folder, 'journal.ndjson'), from === CHAIN_START ? 'w' : 'a')
  let [link, pending, size] = [from, [] as string[], 0]
  const flush = (): void => {
    if (file !== null && pending.length > 0) writeSync(file, pending.join(''))
    pending = []
    size = 0
  }
  return {
    write: (entry) => {
      const line = journalLine(entry)
      link = hashChain(sha256, link, line)
      if (file === null) return
      pending.push(`${line}\n`)
      size += line.length
      if (size > BUFFER_MAX) flush()
    },
    hash: () => link,
    flush,
    close: () => {
      flush()
      if (file !== null) closeSync(file)
    },
  }
}

/** Makes a folder with its parents. */
export const makeFolder = (folder: string): void => void mkdirSync(folder, { recursive: true })

/** Writes a whole file or none of it: first beside it, then renamed over it. */
export const writeWhole = (path: string, text: string | Uint8Array): void => {
  const beside = `${path}.partial`
  writeFileSync(beside, text)
  renameSync(beside, path)
}
