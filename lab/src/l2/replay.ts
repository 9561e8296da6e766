import { applyLevel, createReplayedBook, isCrossed, type ReplayedBook } from './book.ts'
import { messagesOf, type DepthMessage, type DepthTape } from './tape.ts'

/** A tape that no book can be rebuilt from: names the field, its value and the remedy. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
  constructor(field: string, value: string, remedy: string) {
    super(`recorded book: ${field} = ${value} is refused; ${remedy}`)
  }
}

/** What happened while a tape was replayed. Counts are messages unless they say rows. */
export interface ReplayCounts {
  /** Rows of the tape. */
  readonly rows: number
  readonly snapshotRows: number
  /** Updates that the snapshot already contains. */
  readonly dropped: number
  readonly applied: number
  /** Rows of applied updates. */
  readonly appliedRows: number
  /** Updates that do not continue the one before them: what lies between is missing and the book may be wrong until it turns over. */
  readonly gaps: number
  /** Applied messages after which the best bid had reached the best ask. */
  readonly crossed: number
}

type Counts = { -readonly [Field in keyof ReplayCounts]: ReplayCounts[Field] }

/** A book after a message. The book goes on changing: read it before the next one. */
export type SeeBook = (book: ReplayedBook, message: DepthMessage) => void

/**
 * Rebuilds the book of a tape and shows it after the snapshot and after each applied update.
 *
 *   drop      lastId < id of the snapshot, wherever the snapshot stands in order of receipt
 *   continue  previousId = lastId of the one before (futures), firstId ≤ that lastId + 1 (spot, which names no previous id)
 *   first     firstId ≤ id of the snapshot + 1
 *
 * The snapshot is received after some updates that it does not contain; they are applied after it all the same, and shown
 * with their own time of receipt.
 *
 * @throws ReplayError for a tape without a snapshot, or with more than one
 * @source docs/models/recorded-books.md
 */
export const replayBook = (tape: DepthTape, see: SeeBook): ReplayCounts => {
  const messages = [...messagesOf(tape)]
  const snapshot = soleSnapshot(messages)
  const book = createReplayedBook()
  const counts: Counts = {
    rows: tape.rows,
    snapshotRows: snapshot.to - snapshot.from,
    dropped: 0,
    applied: 0,
    appliedRows: 0,
    gaps: 0,
    crossed: 0,
  }
  applyMessage(book, tape, snapshot)
  if (isCrossed(book)) counts.crossed += 1
  see(book, snapshot)
  let before: DepthMessage = snapshot
  for (const message of messages) {
    if (message.isSnapshot) continue
    if (message.lastId < snapshot.lastId) {
      counts.dropped += 1
      continue
    }
    if (!continues(before, message)) counts.gaps += 1
    applyMessage(book, tape, message)
    counts.applied += 1
    counts.appliedRows += message.to - message.from
    if (isCrossed(book)) counts.crossed += 1
    see(book, message)
    before = message
  }
  return counts
}

const soleSnapshot = (messages: readonly DepthMessage[]): DepthMessage => {
  const [first, second] = messages.filter((message) => message.isSnapshot)
  if (first === undefined) throw new ReplayError('snapshot', 'none', 'record one, or cut the tape where one stands')
  if (second !== undefined)
    throw new ReplayError('snapshot', `a second one, id ${second.lastId}`, 'cut the tape into one for each snapshot')
  return first
}

const continues = (before: DepthMessage, message: DepthMessage): boolean => {
  if (before.isSnapshot || Number.isNaN(message.previousId)) return message.firstId <= before.lastId + 1
  return message.previousId === before.lastId
}

const applyMessage = (book: ReplayedBook, tape: DepthTape, { from, to }: DepthMessage): void => {
  const { isBid, price, size } = tape
  for (let row = from; row < to; row += 1)
    applyLevel(book, isBid[row] === 1 ? 'bid' : 'ask', price[row] ?? 0, size[row] ?? 0)
}
