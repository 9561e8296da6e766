import { least, lots, NO_LOTS, type Lots, type Ticks } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import {
  isWithin,
  type Order,
  type OrderId,
  type OrderUpdate,
  type SelfTradeRule,
  type Side,
} from '../../market/index.ts'
import type { PriceBand } from './band.ts'
import { ladderAhead, type BookSide } from './book-side.ts'
import { quoteId, takeFromLadder, type Ladder } from './ladders.ts'
import { bestLevel, resized, unlink, type Level, type LevelList } from './levels.ts'
import { closeSlot, endAt, remainingOf, type OrderSlots } from './order-slots.ts'

/** Both sides of one instrument. */
export interface Book {
  readonly instrument: InstrumentId
  readonly bids: BookSide
  readonly asks: BookSide
  band: PriceBand | null
}

/** All that a venue remembers; it belongs to one `createOrderBook` and nobody else holds it. */
export interface Venue {
  sequence: number
  readonly books: ReadonlyMap<InstrumentId, Book>
  /** The book that an order went to last: the next one most likely goes there too. */
  recent: Book | undefined
  readonly slots: OrderSlots
  readonly levels: LevelList
  readonly selfTrade: SelfTradeRule
}

/** The book of an instrument, undefined where it is not listed. */
export const bookOf = (venue: Venue, instrument: InstrumentId): Book | undefined => {
  if (venue.recent === undefined || venue.recent.instrument !== instrument) venue.recent = venue.books.get(instrument)
  return venue.recent
}

/** What is looking for the other side: an order on arrival, or one new quote. `open` shrinks as it fills. */
export interface Taker {
  readonly id: OrderId
  readonly owner: string
  readonly side: Side
  readonly limit: Ticks | null
  readonly selfTrade: SelfTradeRule
  /** Quotes come and go without a word; only their fills are told. */
  readonly isQuote: boolean
  open: Lots
  /** Part of its size that may not fill. */
  readonly beyond: Lots
  /** Lots taken off without a fill; they no longer belong to its size. */
  decremented: Lots
  /** Whether meeting its own owner ended it, so that nothing of it rests. */
  isStopped: boolean
}

/** The side that a taker of this side meets. */
export const oppositeOf = (book: Book, side: Side): BookSide => (side === 'buy' ? book.asks : book.bids)

/** The side on which an order of this side rests. */
export const sideOf = (book: Book, side: Side): BookSide => (side === 'buy' ? book.bids : book.asks)

/** A taker, what it meets, and where what happens is told. */
interface Meeting {
  readonly venue: Venue
  readonly book: Book
  readonly taker: Taker
  readonly facing: BookSide
  readonly updates: OrderUpdate[]
}

/**
 * Fills a taker from the best offer on, until it is filled or stopped or nothing within its limit is left, and tells of it in
 * `updates`. Every pass removes an offer or ends the taker, so it ends.
 */
export const match = (venue: Venue, book: Book, taker: Taker, updates: OrderUpdate[]): void => {
  const facing = oppositeOf(book, taker.side)
  const meeting: Meeting = { venue, book, taker, facing, updates }
  while (taker.open > 0n && !taker.isStopped) {
    const ladder = facing.ladders.length === 0 ? null : ladderAhead(venue.slots, facing)
    const level = bestLevel(facing.levels)
    const price = ladder === null ? level?.price : ladder.levels[ladder.head]?.price
    if (price === undefined || !isWithin(price, taker.side, taker.limit)) break
    if (ladder !== null) meetQuote(meeting, ladder, price)
    else if (level !== undefined) meetOrder(meeting, level)
  }
}

const meetOrder = (meeting: Meeting, level: Level): void => {
  const { venue, book, taker, updates } = meeting
  const { slots } = venue
  const slot = level.head
  const [order, left] = [slots.orders[slot], slots.left[slot]]
  if (order === undefined || order === null || left === undefined) return
  if (order.owner === taker.owner) return meetOwnOrder(meeting, slot, order)
  const size = least(taker.open, left)
  taker.open = lots(taker.open - size)
  const isFilled = size === left
  if (isFilled) unlink(slots, venue.levels, slot)
  else {
    slots.left[slot] = lots(left - size)
    level.size = null
  }
  updates.push(filled(book, taker, { price: level.price, size, makerOrder: order.id, maker: order.owner }))
  if (!isFilled) return
  const beyond = order.reducible === null ? NO_LOTS : (slots.beyond.get(slot) ?? NO_LOTS)
  endAt(slots, closeSlot(slots, slot), order.id, beyond === 0n ? 'filled' : beyond)
  if (beyond > 0n) updates.push({ kind: 'cancelled', order: order.id, remaining: beyond })
}

/** Orders of one owner never trade: the taker's rule says which of both ends. */
const meetOwnOrder = ({ venue, taker, updates }: Meeting, slot: number, order: Order): void => {
  const { slots } = venue
  const left = slots.left[slot] ?? NO_LOTS
  if (taker.selfTrade === 'cancel-oldest' || taker.selfTrade === 'cancel-both') updates.push(cancelResting(venue, slot))
  if (taker.selfTrade === 'cancel-newest' || taker.selfTrade === 'cancel-both') taker.isStopped = true
  if (taker.selfTrade !== 'decrement') return
  const size = least(taker.open, left)
  if (size === left) updates.push(cancelResting(venue, slot))
  else {
    slots.left[slot] = lots(left - size)
    slots.orders[slot] = { ...order, size: lots(order.size - size) }
    resized(slots, venue.levels, slot)
    updates.push({ kind: 'amended', order: order.id, remaining: remainingOf(slots, slot), limit: order.limit })
  }
  decrement(taker, size, updates)
}

/** Takes lots off a taker without a fill. The last ones are not taken off: they are cancelled with the order. */
const decrement = (taker: Taker, size: Lots, updates: OrderUpdate[]): void => {
  if (size === taker.open) {
    taker.isStopped = true
    return
  }
  taker.open = lots(taker.open - size)
  taker.decremented = lots(taker.decremented + size)
  const remaining = lots(taker.open + taker.beyond)
  if (!taker.isQuote) updates.push({ kind: 'amended', order: taker.id, remaining, limit: taker.limit })
}

const meetQuote = ({ book, taker, updates }: Meeting, ladder: Ladder, price: Ticks): void => {
  if (ladder.owner === taker.owner) return meetOwnQuote(taker, ladder, updates)
  const makerOrder = quoteId(ladder, book.instrument, { side: taker.side === 'buy' ? 'sell' : 'buy', at: ladder.head })
  const size = least(taker.open, ladder.left)
  takeFromLadder(ladder, size)
  taker.open = lots(taker.open - size)
  updates.push(filled(book, taker, { price, size, makerOrder, maker: ladder.owner }))
}

const meetOwnQuote = (taker: Taker, ladder: Ladder, updates: OrderUpdate[]): void => {
  switch (taker.selfTrade) {
    case 'cancel-newest':
      taker.isStopped = true
      return
    case 'cancel-oldest':
      return takeFromLadder(ladder, ladder.left)
    case 'cancel-both':
      taker.isStopped = true
      return takeFromLadder(ladder, ladder.left)
    case 'decrement': {
      const size = least(taker.open, ladder.left)
      takeFromLadder(ladder, size)
      return decrement(taker, size, updates)
    }
  }
}

/** Takes a resting order out of its queue and ends it as cancelled. */
export const cancelResting = ({ slots, levels }: Venue, slot: number): OrderUpdate => {
  const order = slots.names[slot] ?? ''
  const remaining = remainingOf(slots, slot)
  unlink(slots, levels, slot)
  endAt(slots, closeSlot(slots, slot), order, remaining)
  return { kind: 'cancelled', order, remaining }
}

/** One update a match, at the taker's order: the fill names the maker, whose order shrinks by the same size. */
const filled = (
  { instrument }: Book,
  { id, owner, side, open, beyond }: Taker,
  {
    price,
    size,
    makerOrder,
    maker,
  }: { readonly price: Ticks; readonly size: Lots; readonly makerOrder: OrderId; readonly maker: string },
): OrderUpdate => ({
  kind: 'filled',
  order: id,
  fill: { instrument, side, takerOrder: id, taker: owner, price, size, makerOrder, maker },
  remaining: beyond === 0n ? open : lots(open + beyond),
})
