import { lots, NO_LOTS, type Lots } from '../../units/index.ts'
import type { Order, OrderId } from '../../market/index.ts'
import { createEndings, type Ending, type Endings } from './endings.ts'
import { createIdTable, type IdTable } from './id-table.ts'
import type { OrderState } from './types.ts'

/**
 * The orders that rest at a venue, each in a *slot* that is used again when it leaves, and how all others ended. What queues are made
 * of lies in one typed array, four whole numbers a slot. Ids lead to slot + 1 while an order rests, to -1 - its ending afterwards.
 */
export interface OrderSlots {
  readonly ids: IdTable
  readonly names: OrderId[]
  readonly orders: (Order | null)[]
  /** What may still fill. */
  readonly left: Lots[]
  /** What a reduce-only order may not fill, where that is more than nothing. */
  readonly beyond: Map<number, Lots>
  /** When each joined its queue. */
  readonly sequences: number[]
  readonly links: { current: Int32Array }
  readonly free: number[]
  readonly endings: Endings
}

/** Offsets of a slot's four numbers in `links`: neighbours in its queue, its level, where its id stands. */
export const NEXT = 0
export const PREVIOUS = 1
export const LEVEL = 2
const PLACE = 3

/** No neighbour. */
export const NOBODY = -1

const FIRST_SLOTS = 1 << 8

export const createSlots = (): OrderSlots => {
  const names: OrderId[] = []
  const links = { current: new Int32Array(4 * FIRST_SLOTS) }
  const endings = createEndings()
  const ids = createIdTable({
    nameOf: (value) => (value > 0 ? (names[value - 1] ?? '') : endings.nameOf(-1 - value)),
    moved: (value, place) => {
      if (value > 0) links.current[4 * (value - 1) + PLACE] = place
    },
  })
  return { ids, names, orders: [], left: [], beyond: new Map(), sequences: [], links, free: [], endings }
}

/** Gives a slot to an order whose id stands at `place` and of which `open` may fill. */
export const openSlot = (slots: OrderSlots, place: number, order: Order, open: Lots): number => {
  const slot = slots.free.pop() ?? slots.orders.length
  slots.names[slot] = order.id
  slots.orders[slot] = order
  slots.left[slot] = open
  if (4 * slot >= slots.links.current.length) widen(slots)
  slots.links.current[4 * slot + PLACE] = place
  slots.ids.put(place, slot + 1)
  return slot
}

const widen = ({ links }: OrderSlots): void => {
  const wider = new Int32Array(2 * links.current.length)
  wider.set(links.current)
  links.current = wider
}

/** Frees the slot of an order that left its queue. @returns where its id stands. */
export const closeSlot = (slots: OrderSlots, slot: number): number => {
  slots.orders[slot] = null
  slots.free.push(slot)
  if (slots.beyond.size > 0) slots.beyond.delete(slot)
  return slots.links.current[4 * slot + PLACE] ?? NOBODY
}

/** Remembers for ever how the order ended whose id stands at `place`. */
export const endAt = ({ ids, endings }: OrderSlots, place: number, id: OrderId, ending: Ending): void =>
  ids.put(place, -1 - endings.add(id, ending))

/** The slot of an order that rests, `NOBODY` for any other. */
export const slotOf = ({ ids }: OrderSlots, id: OrderId): number => {
  const value = ids.find(id)
  return value > 0 ? value - 1 : NOBODY
}

/** What of a resting order's size has not filled, what it may not fill included. */
export const remainingOf = ({ left, beyond }: OrderSlots, slot: number): Lots => {
  const open = left[slot] ?? NO_LOTS
  return beyond.size === 0 ? open : lots(open + (beyond.get(slot) ?? NO_LOTS))
}

/** Where an order stands, null for one that never arrived. */
export const stateOf = (slots: OrderSlots, id: OrderId): OrderState | null => {
  const value = slots.ids.find(id)
  if (value === 0) return null
  if (value > 0) return { status: 'resting', remaining: remainingOf(slots, value - 1) }
  return endedAs(slots.endings.endingOf(-1 - value))
}

/** An ending as the state that it leaves. */
export const endedAs = (ending: Ending): OrderState => {
  if (ending === 'filled') return { status: 'filled' }
  return typeof ending === 'string'
    ? { status: 'rejected', reason: ending }
    : { status: 'cancelled', remaining: ending }
}

/** Brings a done order back from a snapshot. */
export const restoreEnding = (slots: OrderSlots, id: OrderId, state: OrderState): void => {
  const place = slots.ids.claim(id)
  if (place < 0) return
  if (state.status === 'filled') return endAt(slots, place, id, 'filled')
  endAt(slots, place, id, state.status === 'rejected' ? state.reason : state.remaining)
}

/** Forgets everything. */
export const clearSlots = (slots: OrderSlots): void => {
  slots.ids.clear()
  slots.endings.clear()
  slots.beyond.clear()
  for (const list of [slots.names, slots.orders, slots.left, slots.sequences, slots.free]) list.length = 0
  slots.links.current = new Int32Array(4 * FIRST_SLOTS)
}
