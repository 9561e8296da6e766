import { least, lots, type Lots } from '../../units/index.ts'
import type { Order, OrderId, OrderUpdate, RejectReason } from '../../market/index.ts'
import { arrive, limitOnArrival } from './arrivals.ts'
import { resized, unlink } from './levels.ts'
import { bookOf, type Book, type Venue } from './matching.ts'
import { closeSlot, NOBODY, remainingOf, slotOf } from './order-slots.ts'
import type { Amendment } from './types.ts'

/**
 * Changes what is left of a resting order, its limit, or both. It keeps its place only where the limit stays and no lot is added;
 * otherwise it arrives anew under its old id, and may trade. What is refused leaves the order as it was.
 */
export const amend = (venue: Venue, id: OrderId, { remaining, limit }: Amendment): readonly OrderUpdate[] => {
  const { slots } = venue
  const slot = slotOf(slots, id)
  const order = slots.orders[slot]
  if (slot === NOBODY || order === undefined || order === null) return [refused(id, 'not-resting')]
  if (remaining <= 0n) return [refused(id, 'bad-size')]
  const before = remainingOf(slots, slot)
  const reducible = order.reducible === null ? null : lots(order.reducible - (order.size - before))
  const amended: Order = { ...order, size: remaining, limit, reducible }
  const book = bookOf(venue, order.instrument)
  if (book === undefined) return [refused(id, 'unknown-instrument')]
  if (limit !== order.limit || remaining > before) return rearrive(venue, book, slot, amended)
  keep(venue, slot, amended)
  return [{ kind: 'amended', order: id, remaining, limit }]
}

const refused = (order: OrderId, reason: RejectReason): OrderUpdate => ({ kind: 'amend-refused', order, reason })

const openOf = ({ size, reducible }: Order): Lots => (reducible === null ? size : least(size, reducible))

/** A smaller size where the order stands. */
const keep = ({ slots, levels }: Venue, slot: number, amended: Order): void => {
  const open = openOf(amended)
  slots.beyond.delete(slot)
  if (open < amended.size) slots.beyond.set(slot, lots(amended.size - open))
  slots.orders[slot] = amended
  slots.left[slot] = open
  resized(slots, levels, slot)
}

const rearrive = (venue: Venue, book: Book, slot: number, amended: Order): readonly OrderUpdate[] => {
  const { slots, levels } = venue
  const limit = limitOnArrival(venue, book, amended)
  if (typeof limit === 'string') return [refused(amended.id, limit)]
  unlink(slots, levels, slot)
  const place = closeSlot(slots, slot)
  const updates: OrderUpdate[] = [{ kind: 'amended', order: amended.id, remaining: amended.size, limit }]
  arrive(venue, book, { place, order: amended, limit, open: openOf(amended), updates })
  return updates
}
