import { lots, quantize, ticks, type DepthCurve, type DepthLevel } from '@ebbline/core'
import { bestPrice, createBookSide, levelCount, setLevel, walkLevels, type BookSide } from './book-side.ts'

/** A book that is rebuilt from recorded updates. Prices are whole ticks, sizes whole lots, both below 2^53. */
export interface ReplayedBook {
  readonly bids: BookSide
  readonly asks: BookSide
}

/** Best prices [ticks] and what stands there [lots]; NaN and 0 where a side is empty. */
export interface Top {
  readonly bid: number
  readonly bidSize: number
  readonly ask: number
  readonly askSize: number
}

/** A book without levels. */
export const createReplayedBook = (): ReplayedBook => ({ bids: createBookSide('bid'), asks: createBookSide('ask') })

/** States what stands at a price of a side: the size is what stands there now, not a change; 0 removes the level. */
export const applyLevel = (book: ReplayedBook, side: 'bid' | 'ask', price: number, size: number): void =>
  setLevel(side === 'bid' ? book.bids : book.asks, price, size)

/** Best bid and ask with their sizes. */
export const topOf = ({ bids, asks }: ReplayedBook): Top => {
  const [bid, bidSize] = firstOf(bids)
  const [ask, askSize] = firstOf(asks)
  return { bid, bidSize, ask, askSize }
}

/** Whether the best bid has reached the best ask; an empty side crosses nothing. */
export const isCrossed = ({ bids, asks }: ReplayedBook): boolean => bestPrice(bids) >= bestPrice(asks)

/** Half way between the best prices [ticks, may be half a tick], NaN unless both sides quote. */
export const midOf = ({ bids, asks }: ReplayedBook): number => (bestPrice(bids) + bestPrice(asks)) / 2

/** Levels of both sides. */
export const levelsOf = ({ bids, asks }: ReplayedBook): number => levelCount(bids) + levelCount(asks)

/**
 * Lots that stand within `bps` basis points of mid on each side, edge included.
 *
 *   bids: p ≥ mid·(1 - bps/10⁴)        asks: p ≤ mid·(1 + bps/10⁴)
 */
export const depthWithin = (book: ReplayedBook, bps: number): { readonly bid: number; readonly ask: number } => {
  const mid = midOf(book)
  return {
    bid: depthUpTo(book.bids, mid * (1 - bps / 10_000)),
    ask: depthUpTo(book.asks, mid * (1 + bps / 10_000)),
  }
}

/** The best `count` levels of each side as core's plain book. Sizes and prices are exact. */
export const depthCurveOf = (book: ReplayedBook, instrument: string, count: number): DepthCurve => ({
  instrument,
  bids: bestLevels(book.bids, count),
  asks: bestLevels(book.asks, count),
})

/** Shows the bids from the best on, as long as `see` returns true. */
export const walkBids = ({ bids }: ReplayedBook, see: (price: number, size: number) => boolean): void =>
  walkLevels(bids, see)

/** Shows the asks from the best on, as long as `see` returns true. */
export const walkAsks = ({ asks }: ReplayedBook, see: (price: number, size: number) => boolean): void =>
  walkLevels(asks, see)

const firstOf = (side: BookSide): readonly [number, number] => {
  let [price, size] = [Number.NaN, 0]
  walkLevels(side, (at, standing) => {
    price = at
    size = standing
    return false
  })
  return [price, size]
}

const depthUpTo = (side: BookSide, worst: number): number => {
  let sum = 0
  walkLevels(side, (price, size) => {
    const within = (price - worst) * side.order <= 0
    if (within) sum += size
    return within
  })
  return sum
}

const bestLevels = (side: BookSide, count: number): readonly DepthLevel[] => {
  const levels: DepthLevel[] = []
  if (count <= 0) return levels
  walkLevels(side, (price, size) => {
    levels.push({ price: ticks(quantize(price, 'down')), size: lots(quantize(size, 'down')) })
    return levels.length < count
  })
  return levels
}
