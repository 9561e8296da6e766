import { LEGS_MAX, type Folded, type FoldedLeg } from './folded.ts'

/**
 * What is done with an account: never named; told by its one trigger price; told by the screen, without or with resting
 * orders; measured exactly each time; always named.
 */
export const ROUTE = { never: 0, trigger: 1, screen: 2, screenOrders: 3, look: 4, always: 5 } as const

/** Numbers per account in `heads` and in `coins`, per leg in `legs` and in `windows`. */
export const HEAD = 4
export const LEG = 2
export const WINDOW = 2

/** Places in an account's head. */
export const CASH = 0
export const MULTIPLE = 1
export const DUST = 2
export const OWED = 3

/** Places in an account's coin. */
export const COIN_CASH = 0
export const COIN_SCALE = 1
export const COIN_OWED = 2
export const COIN_DUST = 3

/** Places in an account's counts. Its legs stand in this order. */
export const TRADED = 0
export const HELD = 1
export const COINED = 2
export const COIN_AT = 3

/** Places in a leg. */
export const VALUE = 0
export const SIZE = 1

/** Places in a leg's window; of a triggered account, its band. */
export const LOW = 0
export const HIGH = 1

/** Accounts side by side in typed arrays of fixed stride; `count` of them are in use. */
export interface Columns {
  count: number
  routes: Uint8Array
  /** Per account: cash, multiple, dust, and what a unit of numeraire debt weighs. */
  heads: Float64Array
  /** Per account: cash, scale, weight of debt and dust of the coin in which positions settle. */
  coins: Float64Array
  /** Per account: traded legs, held legs, legs in the coin, and the market of the coin's spot. */
  counts: Int32Array
  /** Per leg: value and size for one unit of price. */
  legs: Float64Array
  /** Per leg: where its orders cannot lose, low <= mark <= high. */
  windows: Float64Array
  /** Per leg: its market. */
  markets: Int32Array
  /** Per leg: FALLS and RISES. */
  sides: Uint8Array
}

/** Empty columns with room for some accounts. */
export const createColumns = (capacity: number): Columns => ({
  count: 0,
  routes: new Uint8Array(capacity),
  heads: new Float64Array(capacity * HEAD),
  coins: new Float64Array(capacity * HEAD),
  counts: new Int32Array(capacity * HEAD),
  legs: new Float64Array(capacity * LEGS_MAX * LEG),
  windows: new Float64Array(capacity * LEGS_MAX * WINDOW),
  markets: new Int32Array(capacity * LEGS_MAX),
  sides: new Uint8Array(capacity * LEGS_MAX),
})

/** Makes room for an index, doubling as needed; accounts in between are never named. @returns the room there is. */
export const reach = (columns: Columns, index: number): number => {
  columns.count = Math.max(columns.count, index + 1)
  const room = columns.routes.length
  if (index < room) return room
  const larger = createColumns(Math.max(index + 1, 2 * room))
  larger.routes.set(columns.routes)
  larger.heads.set(columns.heads)
  larger.coins.set(columns.coins)
  larger.counts.set(columns.counts)
  larger.legs.set(columns.legs)
  larger.windows.set(columns.windows)
  larger.markets.set(columns.markets)
  larger.sides.set(columns.sides)
  const { count } = columns
  Object.assign(columns, larger, { count })
  return columns.routes.length
}

/** Writes a folded account. */
export const writeFolded = (columns: Columns, index: number, folded: Folded): void => {
  const { heads, coins, counts } = columns
  const { traded, held, coin } = folded
  const head = index * HEAD
  heads[head + CASH] = folded.cash
  heads[head + MULTIPLE] = folded.multiple
  heads[head + DUST] = folded.dust
  heads[head + OWED] = folded.owed
  counts[head + TRADED] = traded.length
  counts[head + HELD] = held.length
  counts[head + COINED] = coin === null ? 0 : coin.legs.length
  let place = index * LEGS_MAX
  for (const leg of traded) writeLeg(columns, place++, leg)
  for (const leg of held) writeLeg(columns, place++, leg)
  if (coin === null) return
  coins[head + COIN_CASH] = coin.cash
  coins[head + COIN_SCALE] = coin.scale
  coins[head + COIN_OWED] = coin.owed
  coins[head + COIN_DUST] = coin.dust
  counts[head + COIN_AT] = coin.at
  for (const leg of coin.legs) writeLeg(columns, place++, leg)
}

const writeLeg = ({ legs, windows, markets, sides }: Columns, at: number, leg: FoldedLeg): void => {
  legs[at * LEG + VALUE] = leg.value
  legs[at * LEG + SIZE] = leg.size
  windows[at * WINDOW + LOW] = leg.low
  windows[at * WINDOW + HIGH] = leg.high
  markets[at] = leg.market
  sides[at] = leg.sides
}
