import type { Command, EngineEvent } from '@ebbline/core'
import { canonicalBytes, encodeCanonical } from './canonical.ts'
import { decode } from './codec.ts'
import { LINE_BYTES_MAX } from './limits.ts'
import { CHAIN_START, hashChain, type Sha256 } from './hash.ts'
import { list, record, seal, whole, type Schema } from './schema.ts'
import { commandSchema } from './schemas/command.ts'
import { eventSchema } from './schemas/event.ts'
import { WireError } from './error.ts'

/** One line of a journal: a command, its place in the order, and all that it caused. Core folds and re-decides lists of these. */
export interface JournalEntry {
  readonly seq: number
  readonly command: Command
  readonly events: readonly EngineEvent[]
}

export const journalEntrySchema: Schema<JournalEntry> = seal<JournalEntry>()(
  record({ seq: whole(0, Number.MAX_SAFE_INTEGER), command: commandSchema, events: list(eventSchema) }),
)

/** The line of an entry, canonical and without a line feed. @throws WireError for values that have no wire form. */
export const journalLine = (entry: JournalEntry): string => encodeCanonical(entry)

/** An entry's link of the chain, and its canonical line in UTF-8 without a line feed. */
export interface ChainedLine {
  readonly link: string
  /** A window into a buffer that the next call overwrites; copy or write it first. */
  readonly line: Uint8Array
}

/**
 * The next link of the chain and the line of an entry, in bytes: as `hashChain` of `journalLine`, without making texts of them.
 *
 * @throws WireError for values that have no wire form.
 */
export const chainEntry = (sha256: Sha256, previous: string, entry: JournalEntry): ChainedLine => {
  const bytes = canonicalBytes(`${previous}\n`, entry)
  return { link: sha256(bytes), line: bytes.subarray(previous.length + 1) }
}

/** The entry of one line; `number` counts lines from 1 and is named in errors. @throws WireError */
export const parseJournalLine = (file: string, number: number, line: string): JournalEntry =>
  decode(journalEntrySchema, line, { file, field: `line ${number}`, bytesMax: LINE_BYTES_MAX })

/** A reader of a journal's lines in order: it returns each entry and the link of the hash chain after it. */
export interface JournalReader {
  readonly read: (line: string) => { readonly entry: JournalEntry; readonly link: string }
}

/**
 * Reads lines one after another; sequence numbers must rise by one from the first line's.
 *
 * @throws WireError (from `read`) for a bad line and for a gap or repetition of `seq`.
 */
export const createJournalReader = (file: string, sha256: Sha256): JournalReader => {
  let [number, link] = [0, CHAIN_START]
  let expected: number | null = null
  return {
    read: (line) => {
      number += 1
      const entry = parseJournalLine(file, number, line)
      if (expected !== null && entry.seq !== expected) throw outOfOrder(file, number, entry.seq, expected)
      expected = entry.seq + 1
      link = hashChain(sha256, link, line)
      return { entry, link }
    },
  }
}

const outOfOrder = (file: string, number: number, seq: number, expected: number): WireError =>
  new WireError(file, [
    {
      field: `line ${number}.seq`,
      value: String(seq),
      allowed: String(expected),
      remedy: 'restore the missing or repeated line; a journal is never edited',
    },
  ])
