import type { InstrumentId } from '../../instruments/index.ts'
import type { OrderId, OrderUpdate } from '../../market/index.ts'
import { amend } from './amend.ts'
import { submit } from './arrivals.ts'
import { checkBand } from './band.ts'
import { depthOf, emptySide } from './book-side.ts'
import { bookOf, cancelResting, type Book, type Venue } from './matching.ts'
import { createSlots, NOBODY, slotOf, stateOf } from './order-slots.ts'
import { requote } from './requote.ts'
import { restingOf } from './resting.ts'
import { restoreVenue, snapshotOf } from './snapshot.ts'
import { OrderBookError, type BookTerms, type OrderBook } from './types.ts'

/**
 * A price-time order book for the given instruments, empty. Its inside is mutable and fast, nothing of it leaks: what goes in and comes
 * out is plain data, and the same calls always give the same answers.
 *
 * Orders are numbered as they arrive and linked in typed arrays, a queue a price; prices go worst to best in a sorted array. Quotes
 * are kept as the list they came as with a cursor, so replacing a market maker's quotes costs a check of the list and no insertion.
 *
 * @source docs/models/order-book.md
 */
export const createOrderBook = (instruments: Iterable<InstrumentId>, terms: BookTerms = {}): OrderBook => {
  const books = [...instruments].map((instrument): [InstrumentId, Book] => [
    instrument,
    { instrument, bids: emptySide('buy'), asks: emptySide('sell'), band: null },
  ])
  const venue: Venue = {
    sequence: 0,
    books: new Map(books),
    recent: undefined,
    slots: createSlots(),
    levels: { all: [], free: [] },
    selfTrade: terms.selfTrade ?? 'cancel-oldest',
  }
  return {
    submit: (order) => submit(venue, order),
    cancel: (id) => cancel(venue, id),
    amend: (id, amendment) => amend(venue, id, amendment),
    cancelOwner: (owner) => cancelOwner(venue, owner),
    setBand: (instrument, band) => {
      listedBook(venue, instrument).band = band === null ? null : checkBand(band)
    },
    requote: (owner, instrument, quotes) => requote(venue, listedBook(venue, instrument), { owner, quotes }),
    depth: (instrument, levelsMax, range) => {
      const { bids, asks } = listedBook(venue, instrument)
      return {
        instrument,
        bids: depthOf(venue.slots, bids, { levelsMax, worst: range?.lowest ?? null }),
        asks: depthOf(venue.slots, asks, { levelsMax, worst: range?.highest ?? null }),
      }
    },
    stateOf: (id) => stateOf(venue.slots, id),
    snapshot: () => snapshotOf(venue),
    restore: (snapshot) => restoreVenue(venue, snapshot),
  }
}

const listedBook = (venue: Venue, instrument: InstrumentId): Book => {
  const book = bookOf(venue, instrument)
  if (book === undefined) throw new OrderBookError(instrument, [...venue.books.keys()])
  return book
}

const cancel = (venue: Venue, id: OrderId): readonly OrderUpdate[] => {
  const slot = slotOf(venue.slots, id)
  return slot === NOBODY ? [] : [cancelResting(venue, slot)]
}

const cancelOwner = (venue: Venue, owner: string): readonly OrderUpdate[] => {
  for (const { bids, asks } of venue.books.values())
    for (const one of [bids, asks]) one.ladders = one.ladders.filter((ladder) => ladder.owner !== owner)
  return restingOf(venue)
    .filter(({ order }) => order.owner === owner)
    .map(({ slot }) => cancelResting(venue, slot))
}
