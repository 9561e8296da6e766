import { NO_LOTS } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import { checkBand } from './band.ts'
import type { BookSide } from './book-side.ts'
import { quotesLeft } from './ladders.ts'
import { enqueue, levelAt } from './levels.ts'
import { sideOf, type Book, type Venue } from './matching.ts'
import { clearSlots, endedAs, openSlot, restoreEnding } from './order-slots.ts'
import { restingOf } from './resting.ts'
import { OrderBookError, type LadderSnapshot, type OrderBookSnapshot } from './types.ts'

/** Everything a venue remembers, copied. */
export const snapshotOf = (venue: Venue): OrderBookSnapshot => {
  const { sequence, books, slots } = venue
  return {
    sequence,
    resting: restingOf(venue).map(({ slot, order }) => ({
      order,
      sequence: slots.sequences[slot] ?? 0,
      open: slots.left[slot] ?? NO_LOTS,
      beyond: slots.beyond.get(slot) ?? NO_LOTS,
    })),
    ladders: [...books.values()]
      .flatMap(({ instrument, bids, asks }) => [...laddersOf(instrument, bids), ...laddersOf(instrument, asks)])
      .toSorted((one, other) => one.sequence - other.sequence),
    done: slots.endings.all().map(([id, ending]) => ({ id, state: endedAs(ending) })),
    bands: [...books.values()].flatMap(({ instrument, band }) => (band === null ? [] : [{ instrument, band }])),
  }
}

/** Fills an existing venue from a snapshot; what it held before is gone. @throws OrderBookError for an instrument it does not list. */
export const restoreVenue = (venue: Venue, snapshot: OrderBookSnapshot): void => {
  const bookOf = (instrument: InstrumentId): Book => {
    const book = venue.books.get(instrument)
    if (book === undefined) throw new OrderBookError(instrument, [...venue.books.keys()])
    return book
  }
  const { resting, ladders, done, bands, sequence } = snapshot
  for (const one of [...resting.map(({ order }) => order), ...ladders, ...bands]) bookOf(one.instrument)
  clear(venue)
  venue.sequence = sequence
  for (const one of resting) restoreResting(venue, bookOf(one.order.instrument), one)
  for (const ladder of ladders) restoreLadder(bookOf(ladder.instrument), ladder)
  for (const { id, state } of done) restoreEnding(venue.slots, id, state)
  for (const { instrument, band } of bands) bookOf(instrument).band = checkBand(band)
}

const clear = (venue: Venue): void => {
  clearSlots(venue.slots)
  venue.levels.all.length = 0
  venue.levels.free.length = 0
  for (const book of venue.books.values()) {
    book.band = null
    for (const one of [book.bids, book.asks]) {
      one.levels.sorted.length = 0
      one.levels.recent.fill(undefined)
      one.ladders = []
    }
  }
}

const restoreResting = (
  { slots, levels }: Venue,
  book: Book,
  { order, sequence, open, beyond }: OrderBookSnapshot['resting'][number],
): void => {
  if (order.limit === null) return
  const slot = openSlot(slots, slots.ids.claim(order.id), order, open)
  slots.sequences[slot] = sequence
  if (beyond > 0n) slots.beyond.set(slot, beyond)
  enqueue(slots, levelAt(levels, sideOf(book, order.side).levels, order.limit), slot)
}

const restoreLadder = (book: Book, { owner, side, sequence, first, levels }: LadderSnapshot): void => {
  const [head] = levels
  if (head === undefined) return
  sideOf(book, side).ladders.push({ owner, sequence, first, levels, head: 0, left: head.size })
}

const laddersOf = (instrument: InstrumentId, { side, ladders }: BookSide): readonly LadderSnapshot[] =>
  ladders.flatMap((ladder) => {
    const { owner, sequence, first, head } = ladder
    const levels = quotesLeft(ladder)
    return levels.length === 0 ? [] : [{ owner, instrument, side, sequence, first: first + head, levels }]
  })
