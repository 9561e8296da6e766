/**
 * One side of a replayed book. Prices [ticks] and sizes [lots] are whole numbers below 2^53, so float arithmetic is exact.
 * Levels near the touch lie in a window of typed arrays indexed by price, with one bit per occupied price; the few that lie
 * far behind it in a map. The window always holds the best level: it moves when a better price falls outside, and when it
 * runs empty. Only the functions of this file write it.
 */
export interface BookSide {
  /** -1 for bids, whose best price is the highest; 1 for asks. */
  readonly order: -1 | 1
  readonly sizes: Float64Array
  readonly bits: Int32Array
  readonly far: Map<number, number>
  /** Price = base + order · slot: slot 0 is the best price that the window can hold. */
  base: number
  /** Levels in the window. */
  near: number
  /** No level lies in a slot before this one. */
  first: number
}

/** Slots of a window: 2^18 ticks, 4.2 % of a BTC price at a tick of one cent. */
const SPAN = 262_144
const WORDS = SPAN / 32

/** An empty side. */
export const createBookSide = (side: 'bid' | 'ask'): BookSide => ({
  order: side === 'bid' ? -1 : 1,
  sizes: new Float64Array(SPAN),
  bits: new Int32Array(WORDS),
  far: new Map(),
  base: 0,
  near: 0,
  first: SPAN,
})

/** States what stands at a price; 0 removes the level. */
export const setLevel = (side: BookSide, price: number, size: number): void => {
  const slot = (price - side.base) * side.order
  if (slot >= 0 && slot < SPAN) putNear(side, slot, size)
  else if (size === 0) side.far.delete(price)
  else if (slot >= SPAN && side.near > 0) side.far.set(price, size)
  else moveWindow(side, price, size)
  if (side.near === 0 && side.far.size > 0) moveToBestFar(side)
}

/** Best price [ticks], NaN when the side is empty. */
export const bestPrice = (side: BookSide): number => {
  side.first = occupied(side, side.first)
  return side.first < SPAN ? side.base + side.order * side.first : Number.NaN
}

/** Size [lots] at a price, 0 where nothing stands. */
export const sizeAt = (side: BookSide, price: number): number => {
  const slot = (price - side.base) * side.order
  return slot >= 0 && slot < SPAN ? (side.sizes[slot] ?? 0) : (side.far.get(price) ?? 0)
}

/** Number of levels. */
export const levelCount = (side: BookSide): number => side.near + side.far.size

/** Shows each level from the best on, as long as `see` returns true. */
export const walkLevels = (side: BookSide, see: (price: number, size: number) => boolean): void => {
  for (let slot = occupied(side, side.first); slot < SPAN; slot = occupied(side, slot + 1))
    if (!see(side.base + side.order * slot, side.sizes[slot] ?? 0)) return
  for (const [price, size] of farLevels(side)) if (!see(price, size)) return
}

const farLevels = ({ far, order }: BookSide): readonly (readonly [number, number])[] =>
  [...far].toSorted(([one], [other]) => (one - other) * order)

const putNear = (side: BookSide, slot: number, size: number): void => {
  const { sizes, bits } = side
  const had = sizes[slot] !== 0
  sizes[slot] = size
  const word = bits[slot >> 5] ?? 0
  const bit = 1 << (slot & 31)
  if (size === 0) {
    bits[slot >> 5] = word & ~bit
    if (had) side.near -= 1
    return
  }
  bits[slot >> 5] = word | bit
  if (!had) side.near += 1
  if (slot < side.first) side.first = slot
}

/** First occupied slot at or after `from`, SPAN when there is none. */
const occupied = ({ bits }: BookSide, from: number): number => {
  if (from >= SPAN) return SPAN
  let at = from >> 5
  let word = (bits[at] ?? 0) & (-1 << (from & 31))
  while (word === 0) {
    at += 1
    if (at >= WORDS) return SPAN
    word = bits[at] ?? 0
  }
  return at * 32 + 31 - Math.clz32(word & -word)
}

/** Adds a level and moves the window so that it lies a quarter into it; every level goes where it now belongs. */
const moveWindow = (side: BookSide, price: number, size: number): void => {
  const levels: (readonly [number, number])[] = [[price, size]]
  walkLevels(side, (at, standing) => levels.push([at, standing]) > 0)
  side.sizes.fill(0)
  side.bits.fill(0)
  side.far.clear()
  side.base = price - side.order * (SPAN / 4)
  side.near = 0
  side.first = SPAN
  for (const [at, standing] of levels) {
    const slot = (at - side.base) * side.order
    if (slot >= 0 && slot < SPAN) putNear(side, slot, standing)
    else side.far.set(at, standing)
  }
}

const moveToBestFar = (side: BookSide): void => {
  const [best] = farLevels(side)
  if (best === undefined) return
  side.far.delete(best[0])
  moveWindow(side, best[0], best[1])
}
