import { openBookWatch, type BookWatch } from './book-watch.ts'
import type { DepthRow } from './depth-row.ts'
import type { FlawBook } from './flaws.ts'

/** Checks the messages of a tape of book updates, row by row. */
export interface MessageCheck {
  readonly take: (row: DepthRow, flaws: FlawBook) => void
  readonly end: (flaws: FlawBook) => void
}

/** Rows that are held until the first snapshot comes: several minutes of a busy book. */
const EARLY_MAX = 262_144

/**
 * Follows the messages of a tape: consecutive rows with one kind and last id are one message. An update is out of order when its
 * ids go back, or when it does not continue the one before it (`prev_id` where the venue gives one, else `first_id`). The book is
 * looked at after the snapshot and after each update that it does not hold yet; such updates may stand before the snapshot, which
 * is received late, and are applied after it.
 */
export const checkMessages = (): MessageCheck => {
  const book = openBookWatch()
  let early: DepthRow[] = []
  let before: DepthRow | null = null
  let update: DepthRow | null = null
  let snapshotId: number | null = null
  const apply = (row: DepthRow): void => {
    if (snapshotId !== null && row.lastId >= snapshotId) book.set(row.side, row.price, row.qty)
  }
  const close = (last: DepthRow, flaws: FlawBook): void => {
    if (snapshotId === null) return
    if (last.kind === 's') for (const row of early) apply(row)
    if (last.kind === 's') early = []
    noteCrossed(book, flaws, last)
  }
  const begin = (row: DepthRow, flaws: FlawBook): void => {
    if (before !== null) close(before, flaws)
    if (row.kind === 's') {
      book.clear()
      snapshotId = row.lastId
    } else {
      if (update !== null) noteBreak(flaws, update, row)
      update = row
    }
  }
  return {
    take: (row, flaws) => {
      if (before === null || row.kind !== before.kind || row.lastId !== before.lastId) begin(row, flaws)
      if (snapshotId !== null) apply(row)
      else if (early.push(row) === EARLY_MAX) {
        flaws.note('sequence-break', row.row, `no snapshot in the first ${EARLY_MAX} rows`)
        early = []
      }
      before = row
    },
    end: (flaws) => {
      if (before !== null) close(before, flaws)
      if (snapshotId === null) flaws.note('sequence-break', before?.row ?? 1, 'no snapshot: no book can be rebuilt')
    },
  }
}

const noteBreak = (flaws: FlawBook, before: DepthRow, row: DepthRow): void => {
  const { firstId, lastId, prevId } = row
  if (lastId < before.lastId) flaws.note('sequence-break', row.row, `last_id ${lastId} after ${before.lastId}`)
  else if (prevId === null ? firstId > before.lastId + 1 : prevId !== before.lastId)
    flaws.note(
      'sequence-break',
      row.row,
      `${prevId === null ? `first_id ${firstId}` : `prev_id ${prevId}`} after ${before.lastId}`,
    )
}

const noteCrossed = (book: BookWatch, flaws: FlawBook, { row }: DepthRow): void => {
  const crossed = book.crossed()
  if (crossed !== null) flaws.note('crossed-book', row, `bid ${crossed[0] / 1e8} at ask ${crossed[1] / 1e8}`)
}
