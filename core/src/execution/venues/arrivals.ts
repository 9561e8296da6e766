import { least, lots, NO_LOTS, ticks, type Lots, type Ticks } from '../../units/index.ts'
import { isWithin, type Order, type OrderUpdate, type RejectReason } from '../../market/index.ts'
import { limitInside } from './band.ts'
import { bestPrice, isBestForeign, offeredBeforeOwn, offeredTo } from './book-side.ts'
import { enqueue, levelAt } from './levels.ts'
import { bookOf, match, oppositeOf, type Book, type Taker, type Venue } from './matching.ts'
import { endAt, openSlot } from './order-slots.ts'

/** Takes an order in: it is rejected, or accepted and matched, and what is left rests or is cancelled. */
export const submit = (venue: Venue, order: Order): readonly OrderUpdate[] => {
  const { id, size, reducible } = order
  const place = venue.slots.ids.claim(id)
  if (place < 0) return [{ kind: 'rejected', order: id, reason: 'duplicate-id' }]
  const book = bookOf(venue, order.instrument)
  if (book === undefined) return reject(venue, place, order, 'unknown-instrument')
  const quiet = quietLimit(book, order)
  if (quiet !== null) {
    queueAt(venue, book, openSlot(venue.slots, place, order, size), quiet)
    return [{ kind: 'accepted', order: id }]
  }
  const limit = limitOnArrival(venue, book, order)
  if (typeof limit === 'string') return reject(venue, place, order, limit)
  const updates: OrderUpdate[] = [
    limit === order.limit || limit === null ? { kind: 'accepted', order: id } : { kind: 'accepted', order: id, limit },
  ]
  const open = reducible === null ? size : least(size, reducible)
  arrive(venue, book, { place, order, limit, open, updates })
  return updates
}

/**
 * The limit of an order that nothing is wrong with and that finds nobody to trade with, null for any other: the commonest
 * order, which the general way below would treat alike.
 */
const quietLimit = ({ bids, asks, band }: Book, order: Order): Ticks | null => {
  const { size, limit, side } = order
  if (limit === null || size <= 0n || order.reducible !== null) return null
  if (order.timeInForce !== 'GTC' || order.postOnly !== undefined) return null
  if (band !== null && (limit < band.lowest || limit > band.highest)) return null
  const best = bestPrice(side === 'buy' ? asks : bids)
  return best === undefined || !isWithin(best, side, limit) ? limit : null
}

const reject = (venue: Venue, place: number, { id }: Order, reason: RejectReason): readonly OrderUpdate[] => {
  endAt(venue.slots, place, id, reason)
  return [{ kind: 'rejected', order: id, reason }]
}

/** The limit under which an order is taken in, or why it is not. */
export const limitOnArrival = (venue: Venue, book: Book, order: Order): Ticks | null | RejectReason => {
  const { size, reducible, postOnly, timeInForce } = order
  if (size <= 0n) return 'bad-size'
  if (reducible !== null && reducible <= 0n) return 'not-reducing'
  if (postOnly !== undefined && (order.limit === null || timeInForce !== 'GTC')) return 'bad-terms'
  const passive = postOnly === undefined ? order.limit : behindBest(book, order)
  if (passive === undefined) return 'post-only'
  const limit = book.band === null ? passive : limitInside(book.band, order.side, passive)
  if (limit === undefined) return 'outside-band'
  if (timeInForce !== 'FOK' && order.limit !== null) return limit
  if (isFillable(venue, book, order, limit)) return limit
  return timeInForce === 'FOK' ? 'fok-unfillable' : 'no-liquidity'
}

/** The limit of a post-only order, one tick behind the best price that it faces where it may slide; undefined where it may not rest. */
const behindBest = (book: Book, { side, limit, postOnly }: Order): Ticks | null | undefined => {
  const best = bestPrice(oppositeOf(book, side))
  if (best === undefined || !isWithin(best, side, limit)) return limit
  if (postOnly === 'reject') return undefined
  if (side === 'sell') return ticks(best + 1n)
  return best > 1n ? ticks(best - 1n) : undefined
}

/** Fill-or-kill needs its whole size within its limit; a market order needs someone to trade with. */
const isFillable = ({ slots, selfTrade }: Venue, book: Book, order: Order, limit: Ticks | null): boolean => {
  const { owner, side, size, reducible, timeInForce } = order
  const facing = oppositeOf(book, side)
  if (timeInForce !== 'FOK')
    return isBestForeign(slots, facing, { owner, limit }) || offeredTo(slots, facing, { owner, limit, enough: 1n }) > 0n
  if (reducible !== null && reducible < size) return false
  return (order.selfTrade ?? selfTrade) === 'cancel-oldest'
    ? offeredTo(slots, facing, { owner, limit, enough: size }) >= size
    : offeredBeforeOwn(slots, facing, { owner, limit }) >= size
}

/** An order, where its id stands and the limit under which it was taken in; what happens is told in `updates`. */
interface Arrival {
  readonly place: number
  readonly order: Order
  readonly limit: Ticks | null
  /** What may fill. */
  readonly open: Lots
  readonly updates: OrderUpdate[]
}

/** Matches an order and rests or cancels what is left. */
export const arrive = (venue: Venue, book: Book, arrival: Arrival): void => {
  const { order, limit, open } = arrival
  const best = bestPrice(oppositeOf(book, order.side))
  const beyond = open === order.size ? NO_LOTS : lots(order.size - open)
  if (best === undefined || !isWithin(best, order.side, limit))
    return settleRest(venue, book, arrival, { open, beyond, decremented: NO_LOTS, isStopped: false })
  const taker: Taker = {
    id: order.id,
    owner: order.owner,
    side: order.side,
    limit,
    selfTrade: order.selfTrade ?? venue.selfTrade,
    isQuote: false,
    open,
    beyond,
    decremented: NO_LOTS,
    isStopped: false,
  }
  match(venue, book, taker, arrival.updates)
  settleRest(venue, book, arrival, taker)
}

const settleRest = (
  venue: Venue,
  book: Book,
  { place, order, limit, updates }: Arrival,
  { open, beyond, decremented, isStopped }: Pick<Taker, 'open' | 'beyond' | 'decremented' | 'isStopped'>,
): void => {
  const { slots } = venue
  if (open === 0n && beyond === 0n) return endAt(slots, place, order.id, 'filled')
  if (open === 0n || isStopped || limit === null || order.limit === null || order.timeInForce !== 'GTC') {
    const remaining = lots(open + beyond)
    endAt(slots, place, order.id, remaining)
    updates.push({ kind: 'cancelled', order: order.id, remaining })
    return
  }
  const isAsSent = limit === order.limit && decremented === 0n
  const resting = isAsSent ? order : { ...order, limit, size: lots(order.size - decremented) }
  const slot = openSlot(slots, place, resting, open)
  if (beyond > 0n) slots.beyond.set(slot, beyond)
  queueAt(venue, book, slot, limit)
}

/** Puts an order behind all that rest at a price. */
const queueAt = (venue: Venue, book: Book, slot: number, price: Ticks): void => {
  const { slots } = venue
  slots.sequences[slot] = venue.sequence++
  const { levels } = slots.orders[slot]?.side === 'buy' ? book.bids : book.asks
  enqueue(slots, levelAt(venue.levels, levels, price), slot)
}
