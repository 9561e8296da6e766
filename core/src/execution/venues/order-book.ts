import { least, lots, NO_LOTS, type Ticks } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import {
  checkDepth,
  isWithin,
  type DepthLevel,
  type Order,
  type OrderUpdate,
  type RejectReason,
  type Side,
} from '../../market/index.ts'
import { bestOffer, depthOf, emptySide, offeredTo, rest, withdraw, type Ladder } from './book-side.ts'
import { endCancelled, match, oppositeOf, quoteId, sideOf, type Book, type Taker, type Venue } from './matching.ts'
import { restoreVenue, snapshotOf } from './snapshot.ts'
import { OrderBookError, type OrderBook, type Quotes } from './types.ts'

/**
 * A price-time order book for the given instruments, empty. Its inside is mutable and fast, nothing of it leaks: what goes in and comes
 * out is plain data, and the same calls always give the same answers.
 *
 * Prices go worst to best in a sorted array with a queue a price, quotes are kept as the list they came as with a cursor, so
 * replacing a market maker's quotes costs a check of the list and no insertion.
 *
 * @source docs/models/order-book.md
 */
export const createOrderBook = (instruments: Iterable<InstrumentId>): OrderBook => {
  const books = [...instruments].map((instrument): [InstrumentId, Book] => [
    instrument,
    { instrument, bids: emptySide('buy'), asks: emptySide('sell') },
  ])
  const venue: Venue = { sequence: 0, books: new Map(books), resting: new Map(), done: new Map() }
  return {
    submit: (order) => submit(venue, order),
    cancel: (id) => {
      const resting = venue.resting.get(id)
      if (resting === undefined) return []
      withdraw(sideOf(bookOf(venue, resting.order.instrument), resting.order.side), resting)
      return [endCancelled(venue, resting)]
    },
    cancelOwner: (owner) => cancelOwner(venue, owner),
    requote: (owner, instrument, quotes) => requote(venue, bookOf(venue, instrument), { owner, quotes }),
    depth: (instrument, levelsMax, range) => {
      const { bids, asks } = bookOf(venue, instrument)
      return {
        instrument,
        bids: depthOf(bids, levelsMax, range?.lowest ?? null),
        asks: depthOf(asks, levelsMax, range?.highest ?? null),
      }
    },
    stateOf: (id) => {
      const resting = venue.resting.get(id)
      if (resting === undefined) return venue.done.get(id) ?? null
      return { status: 'resting', remaining: lots(resting.open + resting.beyond) }
    },
    snapshot: () => snapshotOf(venue),
    restore: (snapshot) => restoreVenue(venue, snapshot),
  }
}

const bookOf = (venue: Venue, instrument: InstrumentId): Book => {
  const book = venue.books.get(instrument)
  if (book === undefined) throw new OrderBookError(instrument, [...venue.books.keys()])
  return book
}

const submit = (venue: Venue, order: Order): readonly OrderUpdate[] => {
  const { id, owner, instrument, side, size, limit, reducible } = order
  if (venue.resting.has(id) || venue.done.has(id)) return [{ kind: 'rejected', order: id, reason: 'duplicate-id' }]
  const book = venue.books.get(instrument)
  if (book === undefined) return reject(venue, order, 'unknown-instrument')
  if (size <= 0n) return reject(venue, order, 'bad-size')
  if (reducible !== null && reducible <= 0n) return reject(venue, order, 'not-reducing')
  const open = reducible === null ? size : least(size, reducible)
  const taker: Taker = { id, owner, side, limit, open, beyond: lots(size - open) }
  const reason = unfillable(book, order, taker)
  if (reason !== null) return reject(venue, order, reason)
  const fills = match(venue, book, taker)
  return [{ kind: 'accepted', order: id }, ...fills, ...settleRest(venue, book, { order, taker })]
}

/** Fill-or-kill needs its whole size within its limit; a market order needs someone to trade with. */
const unfillable = (book: Book, { timeInForce, size }: Order, taker: Taker): RejectReason | null => {
  const { owner, side, limit, beyond } = taker
  const offered = (enough: bigint): bigint => offeredTo(oppositeOf(book, side), { owner, limit, enough })
  if (timeInForce === 'FOK') return beyond > 0n || offered(size) < size ? 'fok-unfillable' : null
  return limit === null && offered(1n) === 0n ? 'no-liquidity' : null
}

const reject = (venue: Venue, { id }: Order, reason: RejectReason): readonly OrderUpdate[] => {
  venue.done.set(id, { status: 'rejected', reason })
  return [{ kind: 'rejected', order: id, reason }]
}

const settleRest = (
  venue: Venue,
  book: Book,
  { order, taker }: { readonly order: Order; readonly taker: Taker },
): readonly OrderUpdate[] => {
  const { id, side, limit, timeInForce } = order
  const { open, beyond } = taker
  const remaining = lots(open + beyond)
  if (remaining === 0n) {
    venue.done.set(id, { status: 'filled' })
    return []
  }
  if (open === 0n || timeInForce !== 'GTC' || limit === null) {
    venue.done.set(id, { status: 'cancelled', remaining })
    return [{ kind: 'cancelled', order: id, remaining }]
  }
  const resting = { order, price: limit, sequence: venue.sequence++, open, beyond }
  rest(sideOf(book, side), resting)
  venue.resting.set(id, resting)
  return []
}

const cancelOwner = (venue: Venue, owner: string): readonly OrderUpdate[] => {
  const updates: OrderUpdate[] = []
  for (const { bids, asks } of venue.books.values())
    for (const one of [bids, asks]) one.ladders = one.ladders.filter((ladder) => ladder.owner !== owner)
  for (const resting of venue.resting.values()) {
    if (resting.order.owner !== owner) continue
    withdraw(sideOf(bookOf(venue, resting.order.instrument), resting.order.side), resting)
    updates.push(endCancelled(venue, resting))
  }
  return updates
}

const requote = (
  venue: Venue,
  book: Book,
  { owner, quotes }: { readonly owner: string; readonly quotes: Quotes },
): readonly OrderUpdate[] => {
  checkDepth({ instrument: book.instrument, ...quotes })
  for (const one of [book.bids, book.asks]) one.ladders = one.ladders.filter((ladder) => ladder.owner !== owner)
  const sequence = venue.sequence++
  const place = (side: Side, levels: readonly DepthLevel[]): readonly OrderUpdate[] => {
    const ladder: Ladder = { owner, sequence, first: 0, levels, head: 0, left: levels[0]?.size ?? NO_LOTS }
    const updates = crosses(book, side, levels[0]?.price) ? takeWithQuotes(venue, book, { side, ladder }) : []
    if (ladder.head < levels.length) sideOf(book, side).ladders.push(ladder)
    return updates
  }
  return [...place('buy', quotes.bids), ...place('sell', quotes.asks)]
}

const crosses = (book: Book, side: Side, price: Ticks | undefined): boolean => {
  const offer = price === undefined ? undefined : bestOffer(oppositeOf(book, side))
  return price !== undefined && offer !== undefined && isWithin(offer.price, side, price)
}

/** New quotes take what they cross, best quote first; what is left of the ladder is placed by the caller. */
const takeWithQuotes = (
  venue: Venue,
  book: Book,
  { side, ladder }: { readonly side: Side; readonly ladder: Ladder },
): readonly OrderUpdate[] => {
  const updates: OrderUpdate[] = []
  for (const [at, { price, size }] of ladder.levels.entries()) {
    const id = quoteId(ladder, book.instrument, { side, at })
    const taker: Taker = { id, owner: ladder.owner, side, limit: price, open: size, beyond: NO_LOTS }
    updates.push(...match(venue, book, taker))
    ladder.left = taker.open
    if (taker.open > 0n) break
    ladder.head = at + 1
    ladder.left = ladder.levels[ladder.head]?.size ?? NO_LOTS
  }
  return updates
}
