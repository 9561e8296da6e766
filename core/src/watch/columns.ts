import { LEGS_MAX, type Folded, type FoldedLeg } from './fold.ts'

/** What the screen does with an account. */
export const ROUTE = { never: 0, screen: 1, screenOrders: 2, look: 3, always: 4 } as const

/** Numbers per account in `heads`, and per leg (or account in `counts`) elsewhere. */
export const HEAD = 8
export const LEG = 4

/** Places in an account's head. */
export const CASH = 0
export const MULTIPLE = 1
export const DUST = 2
export const COIN_CASH = 3
export const COIN_SCALE = 4
export const COIN_KEPT = 5
export const COIN_DUST = 6

/** Places in a leg's numbers. */
export const VALUE = 0
export const SIZE = 1
export const LOW = 2
export const HIGH = 3

/** Places in a leg's indices. */
export const VALUE_AT = 0
export const SIZE_AT = 1
export const TABLE = 2

/** Places in an account's counts. */
export const LEGS = 0
export const COIN_LEGS = 1
export const COIN_AT = 2

/** Accounts side by side in typed arrays of fixed stride; `count` of them are in use. */
export interface Columns {
  count: number
  routes: Uint8Array
  /** Relative move of all marks from the anchor up to which the account is surely safe, or (negative) surely breached. */
  radii: Float64Array
  /** Per account: cash, multiple, dust, and the same of the coin. */
  heads: Float64Array
  /** Per account: number of legs, of coin legs after them, and the market of the coin's spot. */
  counts: Int32Array
  /** Per leg: value, size, and the window of its orders. */
  legs: Float64Array
  /** Per leg: price index of value and of size, and the market whose tiers apply. */
  indices: Int32Array
}

/** Empty columns with room for some accounts. */
export const createColumns = (capacity: number): Columns => ({
  count: 0,
  routes: new Uint8Array(capacity),
  radii: new Float64Array(capacity).fill(Number.POSITIVE_INFINITY),
  heads: new Float64Array(capacity * HEAD),
  counts: new Int32Array(capacity * LEG),
  legs: new Float64Array(capacity * LEGS_MAX * LEG),
  indices: new Int32Array(capacity * LEGS_MAX * LEG),
})

/** Makes room for an index, doubling as needed; accounts in between are never named. */
export const reach = (columns: Columns, index: number): void => {
  columns.count = Math.max(columns.count, index + 1)
  if (index < columns.routes.length) return
  const larger = createColumns(Math.max(index + 1, 2 * columns.routes.length))
  larger.routes.set(columns.routes)
  larger.radii.set(columns.radii)
  larger.heads.set(columns.heads)
  larger.counts.set(columns.counts)
  larger.legs.set(columns.legs)
  larger.indices.set(columns.indices)
  const { count } = columns
  Object.assign(columns, larger, { count })
}

/** Writes a folded account. */
export const writeFolded = (columns: Columns, index: number, folded: Folded): void => {
  const { heads, counts } = columns
  const head = index * HEAD
  heads[head + CASH] = folded.cash
  heads[head + MULTIPLE] = folded.multiple
  heads[head + DUST] = folded.dust
  heads[head + COIN_CASH] = folded.coin?.cash ?? 0
  heads[head + COIN_SCALE] = folded.coin?.scale ?? 0
  heads[head + COIN_KEPT] = folded.coin?.kept ?? 0
  heads[head + COIN_DUST] = folded.coin?.dust ?? 0
  counts[index * LEG + LEGS] = folded.legs.length
  counts[index * LEG + COIN_LEGS] = folded.coin?.legs.length ?? 0
  counts[index * LEG + COIN_AT] = folded.coin?.at ?? 0
  const legs = [...folded.legs, ...(folded.coin?.legs ?? [])]
  for (const [place, leg] of legs.entries()) writeLeg(columns, (index * LEGS_MAX + place) * LEG, leg)
}

const writeLeg = ({ legs, indices }: Columns, at: number, leg: FoldedLeg): void => {
  legs[at + VALUE] = leg.value
  legs[at + SIZE] = leg.size
  legs[at + LOW] = leg.low
  legs[at + HIGH] = leg.high
  indices[at + VALUE_AT] = leg.valueAt
  indices[at + SIZE_AT] = leg.sizeAt
  indices[at + TABLE] = leg.table
}
