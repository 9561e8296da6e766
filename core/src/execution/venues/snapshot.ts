import type { InstrumentId } from '../../instruments/index.ts'
import { quotesLeft, rest, type BookSide } from './book-side.ts'
import { sideOf, type Book, type Venue } from './matching.ts'
import { OrderBookError, type LadderSnapshot, type OrderBookSnapshot } from './types.ts'

/** Everything a venue remembers, copied. */
export const snapshotOf = ({ sequence, books, resting, done }: Venue): OrderBookSnapshot => ({
  sequence,
  resting: [...resting.values()].map(({ order, sequence: place, open, beyond }) => ({
    order,
    sequence: place,
    open,
    beyond,
  })),
  ladders: [...books.values()]
    .flatMap(({ instrument, bids, asks }) => [...laddersOf(instrument, bids), ...laddersOf(instrument, asks)])
    .toSorted((one, other) => one.sequence - other.sequence),
  done: [...done].map(([id, state]) => ({ id, state })),
})

/** Fills an existing venue from a snapshot; what it held before is gone. @throws OrderBookError for an instrument it does not list. */
export const restoreVenue = (venue: Venue, snapshot: OrderBookSnapshot): void => {
  const bookOf = (instrument: InstrumentId): Book => {
    const book = venue.books.get(instrument)
    if (book === undefined) throw new OrderBookError(instrument, [...venue.books.keys()])
    return book
  }
  for (const one of [...snapshot.resting.map(({ order }) => order), ...snapshot.ladders]) bookOf(one.instrument)
  clear(venue)
  venue.sequence = snapshot.sequence
  for (const { order, sequence, open, beyond } of snapshot.resting) {
    if (order.limit === null) continue
    const resting = { order, price: order.limit, sequence, open, beyond }
    rest(sideOf(bookOf(order.instrument), order.side), resting)
    venue.resting.set(order.id, resting)
  }
  for (const ladder of snapshot.ladders) restoreLadder(bookOf(ladder.instrument), ladder)
  for (const { id, state } of snapshot.done) venue.done.set(id, state)
}

const clear = (venue: Venue): void => {
  venue.resting.clear()
  venue.done.clear()
  for (const { bids, asks } of venue.books.values())
    for (const one of [bids, asks]) {
      one.levels.length = 0
      one.ladders = []
    }
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
