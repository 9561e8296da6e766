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
  /** Messages, snapshot included, after which the best bid had reached the best ask. */
  readonly crossed: number
}

/** A book after a message, and the message that comes next. The book goes on changing: read it at once. */
export type SeeBook = (book: ReplayedBook, message: DepthMessage, next: DepthMessage | null) => void

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
  const updates = messages.filter((message) => !message.isSnapshot)
  const applied = [snapshot, ...updates.filter((message) => message.lastId >= snapshot.lastId)]
  const book = createReplayedBook()
  let [gaps, crossed, appliedRows] = [0, 0, 0]
  for (const [at, message] of applied.entries()) {
    const before = applied[at - 1]
    if (before !== undefined && !continues(before, message)) gaps += 1
    if (before !== undefined) appliedRows += message.to - message.from
    applyMessage(book, tape, message)
    if (isCrossed(book)) crossed += 1
    see(book, message, applied[at + 1] ?? null)
  }
  return {
    rows: tape.rows,
    snapshotRows: snapshot.to - snapshot.from,
    dropped: updates.length - applied.length + 1,
    applied: applied.length - 1,
    appliedRows,
    gaps,
    crossed,
  }
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
