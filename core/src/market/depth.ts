import { divide, lots, NO_LOTS, ticks, type Lots, type Rounding, type Ticks } from '../units/index.ts'
import type { DepthCurve, DepthLevel, Side } from './types.ts'

/** A book that is not a book: names the level, its value and what is allowed. */
export class DepthError extends Error {
  override readonly name = 'DepthError'
  constructor(curve: DepthCurve, field: string, value: bigint, remedy: string) {
    super(`depth of ${curve.instrument}: ${field} = ${value} is refused; ${remedy}`)
  }
}

/**
 * The same curve, once it is known to be one: sizes and prices above 0, bids strictly falling, asks strictly rising, best
 * bid below best ask. Empty sides are fine.
 *
 * @throws DepthError at the first level that breaks a rule.
 */
export const checkDepth = (curve: DepthCurve): DepthCurve => {
  checkSide(curve, 'bids')
  checkSide(curve, 'asks')
  const [bid, ask] = [bestBid(curve), bestAsk(curve)]
  if (bid !== null && ask !== null && bid >= ask)
    throw new DepthError(curve, 'bids[0].price', bid, `keep it below the best ask, ${ask}`)
  return curve
}

/** Highest bid [ticks], null when there is none. */
export const bestBid = (curve: DepthCurve): Ticks | null => curve.bids[0]?.price ?? null

/** Lowest ask [ticks], null when there is none. */
export const bestAsk = (curve: DepthCurve): Ticks | null => curve.asks[0]?.price ?? null

/** Half way between the best prices [ticks], rounded as stated; null unless both sides quote. */
export const mid = (curve: DepthCurve, round: Rounding): Ticks | null => {
  const [bid, ask] = [bestBid(curve), bestAsk(curve)]
  return bid === null || ask === null ? null : ticks(divide(bid + ask, 2n, round))
}

/** The levels that a taker of this side meets, best first: a buy meets asks, a sell meets bids. */
export const facing = (curve: DepthCurve, side: Side): readonly DepthLevel[] =>
  side === 'buy' ? curve.asks : curve.bids

/** Whether a taker of this side with this limit may trade at `price`; a null limit takes any price. */
export const isWithin = (price: Ticks, side: Side, limit: Ticks | null): boolean =>
  limit === null || (side === 'buy' ? price <= limit : price >= limit)

/** Lots that a taker of this side can take at `worstPrice` or better. */
export const maxSizeWithin = (curve: DepthCurve, side: Side, worstPrice: Ticks | null): Lots =>
  total(facing(curve, side).filter((level) => isWithin(level.price, side, worstPrice)))

/** The book after a taker of this side took `size` ≥ 0 lots from the best level on; a size above the depth empties the side. */
export const subtractDepth = (curve: DepthCurve, side: Side, size: Lots): DepthCurve => {
  const left = withoutBest(facing(curve, side), size)
  return side === 'buy' ? { ...curve, asks: left } : { ...curve, bids: left }
}

const withoutBest = (levels: readonly DepthLevel[], size: Lots): readonly DepthLevel[] => {
  let open: bigint = size
  let first = 0
  for (const level of levels) {
    if (level.size > open) break
    open -= level.size
    first += 1
  }
  const [head, ...rest] = levels.slice(first)
  if (head === undefined) return []
  return open === 0n ? [head, ...rest] : [{ price: head.price, size: lots(head.size - open) }, ...rest]
}

const total = (levels: readonly DepthLevel[]): Lots => levels.reduce((sum, level) => lots(sum + level.size), NO_LOTS)

const checkSide = (curve: DepthCurve, name: 'bids' | 'asks'): void => {
  let before: Ticks | null = null
  for (const [at, { price, size }] of curve[name].entries()) {
    if (size <= 0n) throw new DepthError(curve, `${name}[${at}].size`, size, 'give a size above 0')
    if (price <= 0n) throw new DepthError(curve, `${name}[${at}].price`, price, 'give a price above 0')
    if (before !== null && (name === 'bids' ? price >= before : price <= before))
      throw new DepthError(curve, `${name}[${at}].price`, price, `move strictly away from ${before}, the level before`)
    before = price
  }
}
