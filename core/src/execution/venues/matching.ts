import { least, lots, type Lots, type Ticks } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import { isWithin, type Fill, type OrderId, type OrderUpdate, type Side } from '../../market/index.ts'
import {
  bestOffer,
  takeFromLadder,
  takeFromOrder,
  withdraw,
  type BookSide,
  type Ladder,
  type Resting,
} from './book-side.ts'
import type { OrderState } from './types.ts'

/** Both sides of one instrument. */
export interface Book {
  readonly instrument: InstrumentId
  readonly bids: BookSide
  readonly asks: BookSide
}

/** All that a venue remembers; it belongs to one `createOrderBook` and nobody else holds it. */
export interface Venue {
  sequence: number
  readonly books: ReadonlyMap<InstrumentId, Book>
  readonly resting: Map<OrderId, Resting>
  readonly done: Map<OrderId, OrderState>
}

/** What is looking for the other side: an order on arrival, or one new quote. `open` shrinks as it fills. */
export interface Taker {
  readonly id: OrderId
  readonly owner: string
  readonly side: Side
  readonly limit: Ticks | null
  open: Lots
  /** Part of its size that may not fill. */
  readonly beyond: Lots
}

/** The side that a taker of this side meets. */
export const oppositeOf = (book: Book, side: Side): BookSide => (side === 'buy' ? book.asks : book.bids)

/** The side on which an order of this side rests. */
export const sideOf = (book: Book, side: Side): BookSide => (side === 'buy' ? book.bids : book.asks)

/**
 * Fills a taker from the best offer on, until it is filled or nothing within its limit is left. Every pass removes an
 * offer or ends the taker, so it ends.
 */
export const match = (venue: Venue, book: Book, taker: Taker): readonly OrderUpdate[] => {
  const updates: OrderUpdate[] = []
  const facing = oppositeOf(book, taker.side)
  while (taker.open > 0n) {
    const offer = bestOffer(facing)
    if (offer === undefined || !isWithin(offer.price, taker.side, taker.limit)) break
    if (offer.kind === 'order') updates.push(...meetOrder({ venue, book, taker, facing }, offer.resting))
    else updates.push(...meetQuote(book, taker, offer.ladder))
  }
  return updates
}

interface Meeting {
  readonly venue: Venue
  readonly book: Book
  readonly taker: Taker
  readonly facing: BookSide
}

const meetOrder = ({ venue, book, taker, facing }: Meeting, resting: Resting): readonly OrderUpdate[] => {
  const { order, price, beyond } = resting
  if (order.owner === taker.owner) {
    withdraw(facing, resting)
    return [endCancelled(venue, resting)]
  }
  const size = least(taker.open, resting.open)
  takeFromOrder(facing, resting, size)
  taker.open = lots(taker.open - size)
  const fill = fillOf(book, taker, { price, size, makerOrder: order.id, maker: order.owner })
  if (resting.open > 0n) return [filled(taker, fill)]
  if (beyond > 0n) return [filled(taker, fill), endCancelled(venue, resting)]
  venue.resting.delete(order.id)
  venue.done.set(order.id, { status: 'filled' })
  return [filled(taker, fill)]
}

const meetQuote = (book: Book, taker: Taker, ladder: Ladder): readonly OrderUpdate[] => {
  const quote = ladder.levels[ladder.head]
  if (quote === undefined || ladder.owner === taker.owner) {
    takeFromLadder(ladder, ladder.left)
    return []
  }
  const makerOrder = quoteId(ladder, book.instrument, { side: taker.side === 'buy' ? 'sell' : 'buy', at: ladder.head })
  const size = least(taker.open, ladder.left)
  takeFromLadder(ladder, size)
  taker.open = lots(taker.open - size)
  const fill = fillOf(book, taker, { price: quote.price, size, makerOrder, maker: ladder.owner })
  return [filled(taker, fill)]
}

/** Name of a quote: owner, instrument, when it was made, and its rank on its side. */
export const quoteId = (
  ladder: Pick<Ladder, 'owner' | 'sequence' | 'first'>,
  instrument: InstrumentId,
  { side, at }: { readonly side: Side; readonly at: number },
): OrderId => `${ladder.owner}/${instrument}/${ladder.sequence}/${side}/${ladder.first + at}`

/** Ends a resting order as cancelled; the caller has taken it out of its side. */
export const endCancelled = (venue: Venue, { order, open, beyond }: Resting): OrderUpdate => {
  const remaining = lots(open + beyond)
  venue.resting.delete(order.id)
  venue.done.set(order.id, { status: 'cancelled', remaining })
  return { kind: 'cancelled', order: order.id, remaining }
}

const fillOf = (
  book: Book,
  { id, owner, side }: Taker,
  maker: Pick<Fill, 'price' | 'size' | 'makerOrder' | 'maker'>,
): Fill => ({ instrument: book.instrument, side, takerOrder: id, taker: owner, ...maker })

/** One update a match, at the taker's order: the fill names the maker, whose order shrinks by the same size. */
const filled = (taker: Taker, fill: Fill): OrderUpdate => ({
  kind: 'filled',
  order: fill.takerOrder,
  fill,
  remaining: lots(taker.open + taker.beyond),
})
