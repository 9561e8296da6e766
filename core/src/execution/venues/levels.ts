import { NO_LOTS, lots, type Lots, type Ticks } from '../../units/index.ts'
import type { Side } from '../../market/index.ts'
import { LEVEL, NEXT, NOBODY, PREVIOUS, type OrderSlots } from './order-slots.ts'
import { isBetter } from './ladders.ts'

/** All orders that rest at one price of one side, oldest first, linked by slot. */
export interface Level {
  readonly price: Ticks
  /** Place in the list of all levels. */
  readonly id: number
  /** The side that it belongs to. */
  readonly home: Levels
  head: number
  tail: number
  /** Lots that rest here; null until somebody asks after a change. */
  size: Lots | null
}

/** The levels of one side, and where one was found lately. */
export interface Levels {
  readonly side: Side
  /** The best price last. */
  readonly sorted: Level[]
  readonly recent: (Level | undefined)[]
}

/** Every level of a venue by number, with the numbers that are free. */
export interface LevelList {
  readonly all: Level[]
  readonly free: number[]
}

/** Levels whose prices differ in their last eight bits never push each other out of `recent`. */
const RECENT = 255

/** The low bits of a price, read as a hash: a conversion to a number costs many times as much. */
const low = new BigInt64Array(1)
const words = new Int32Array(low.buffer)

export const emptyLevels = (side: Side): Levels => ({
  side,
  sorted: [],
  recent: Array.from({ length: RECENT + 1 }, () => undefined),
})

/** The level with the best price; undefined when nothing rests. */
export const bestLevel = ({ sorted }: Levels): Level | undefined =>
  sorted.length === 0 ? undefined : sorted[sorted.length - 1]

/** The level at a price, made when there is none. */
export const levelAt = (list: LevelList, levels: Levels, price: Ticks): Level => {
  low[0] = price
  const hash = ((words[0] ?? 0) ^ (words[1] ?? 0)) & RECENT
  const known = levels.recent[hash]
  // An empty level has left the list, so it must not be found again.
  if (known !== undefined && known.head !== NOBODY && known.price === price) return known
  const level = searched(list, levels, price)
  levels.recent[hash] = level
  return level
}

const searched = (list: LevelList, levels: Levels, price: Ticks): Level => {
  const { side, sorted } = levels
  const at = placeOf(side, sorted, price)
  const there = sorted[at]
  if (there?.price === price) return there
  const id = list.free.pop() ?? list.all.length
  const level: Level = { price, id, home: levels, head: NOBODY, tail: NOBODY, size: null }
  list.all[id] = level
  sorted.push(level)
  for (let to = sorted.length - 1; to > at; to -= 1) sorted[to] = sorted[to - 1] ?? level
  sorted[at] = level
  return level
}

/** Puts an order behind all that rest at a price. */
export const enqueue = (slots: OrderSlots, level: Level, slot: number): void => {
  const links = slots.links.current
  const { tail } = level
  links[4 * slot + NEXT] = NOBODY
  links[4 * slot + PREVIOUS] = tail
  links[4 * slot + LEVEL] = level.id
  if (tail === NOBODY) level.head = slot
  else links[4 * tail + NEXT] = slot
  level.tail = slot
  level.size = null
}

/** Takes an order out of its queue; a level that is left empty leaves its side. */
export const unlink = (slots: OrderSlots, list: LevelList, slot: number): void => {
  const links = slots.links.current
  const level = list.all[links[4 * slot + LEVEL] ?? NOBODY]
  if (level === undefined) return
  const next = links[4 * slot + NEXT] ?? NOBODY
  const previous = links[4 * slot + PREVIOUS] ?? NOBODY
  if (previous === NOBODY) level.head = next
  else links[4 * previous + NEXT] = next
  if (next === NOBODY) level.tail = previous
  else links[4 * next + PREVIOUS] = previous
  level.size = null
  if (level.head === NOBODY) dropLevel(list, level)
}

const dropLevel = (list: LevelList, level: Level): void => {
  const { side, sorted } = level.home
  list.free.push(level.id)
  const last = sorted.length - 1
  if (sorted[last] !== level)
    for (let at = placeOf(side, sorted, level.price); at < last; at += 1) sorted[at] = sorted[at + 1] ?? level
  sorted.pop()
}

/** Lots that rest at a level, summed anew only after a change. */
export const sizeOf = (slots: OrderSlots, level: Level): Lots => {
  if (level.size !== null) return level.size
  let sum = 0n
  for (let slot = level.head; slot !== NOBODY; slot = nextOf(slots, slot)) sum += slots.left[slot] ?? NO_LOTS
  level.size = lots(sum)
  return level.size
}

/** Says that what may fill of an order has changed where it stands. */
export const resized = ({ links }: OrderSlots, { all }: LevelList, slot: number): void => {
  const level = all[links.current[4 * slot + LEVEL] ?? NOBODY]
  if (level !== undefined) level.size = null
}

/** The order behind one in its queue. */
export const nextOf = ({ links }: OrderSlots, slot: number): number => links.current[4 * slot + NEXT] ?? NOBODY

/** Slots of all orders of a side, best price first, oldest first at each. */
export const slotsOf = (slots: OrderSlots, { sorted }: Levels): readonly number[] =>
  sorted.toReversed().flatMap(({ head }) => {
    const queue: number[] = []
    for (let slot = head; slot !== NOBODY; slot = nextOf(slots, slot)) queue.push(slot)
    return queue
  })

/** Index of the level at `price`, or where it belongs. */
const placeOf = (side: Side, sorted: readonly Level[], price: Ticks): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const level = sorted[middle]
    if (level !== undefined && isBetter(side, price, level.price)) low = middle + 1
    else high = middle
  }
  return low
}
