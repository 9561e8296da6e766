import { approx, type Lots } from '../../units/index.ts'
import { exp, pow } from '../../math/index.ts'
import { bestAsk, bestBid, facing } from '../depth.ts'
import type { DepthCurve, Side } from '../types.ts'
import { ImpactError, requireNotNegative, requirePositive } from './parameter-error.ts'
import { squareRootAverageCost } from './square-root.ts'

/** How wrong a cost estimate is, on a logarithmic scale. Fitted to recorded books. */
export interface CostModel {
  /** S: scale for a size that is all that stands within 50 bp, once the book has forgotten what was seen, ≥ 0. */
  readonly scale: number
  /** γ: the scale goes with (share of the depth within 50 bp)^-γ, ≥ 0: small sizes hang on the few levels at the touch. */
  readonly sizeExponent: number
  /** h: time in which half of the difference to a book of another moment has arisen, > 0. */
  readonly halfLifeSec: number
  /** Scale where no book was seen, ≥ 0. */
  readonly unseenScale: number
  /** Y and crossover (share of daily volume) of the law that stands in for a book, each > 0. */
  readonly coefficient: number
  readonly crossover: number
}

/** What is known of a market when its cost is estimated. */
export type KnownLiquidity =
  /** A book, seen some seconds ago. */
  | { readonly kind: 'book'; readonly curve: DepthCurve; readonly secSinceSeen: number }
  /** Only what trades in a day, and how far the price moves in one (relative). */
  | {
      readonly kind: 'volume'
      readonly dailyVolume: Lots
      readonly dailyVolatility: number
      readonly spreadBps: number
    }

export interface CostRequest {
  /** Side of the taker. */
  readonly side: Side
  /** > 0. */
  readonly size: Lots
  readonly known: KnownLiquidity
}

/** Cost of a size against the mid of the moment of the trade, in bp of its notional, fees apart; 90 % lie in the interval. */
export interface CostEstimate {
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Part of the size that the book showed, 0 to 1; 0 without a book. */
  readonly seenShare: number
}

/** Distance [bp] within which depth is counted to say how large a size is. */
export const REFERENCE_BPS = 50

/** 95 % point of the normal law. */
const Z90 = 1.6448536269514722

/**
 * What a size is likely to cost.
 *
 *   mean = walk of the book seen, or ½·spread + I̅(Q)·10⁴ without one
 *   s    = S · f^-γ · √(1 - 2^(-τ/h))      f = size / depth within 50 bp, at most 1 · τ seconds since the book was seen
 *   low, high = mean · exp(∓1.645·s)
 *
 * The walk counts distances from the mid of the book: Σ q_i·|p_i - mid| / (Q·mid). A book that was seen is as likely to be
 * richer as poorer than the one met, so its walk is the mean although the error is not symmetric. What the book does not
 * show stands where a square-root book would go on: at d·√(Q/shown), d the distance of its last level. On inverse contracts
 * the bp are those of the price, which is the cost to first order.
 *
 * @throws ImpactError for a size that is not above 0, a time, scale or exponent that is negative or no number, and a book of
 * which a side is empty
 * @source docs/models/reaction-fit.md, eq. 7
 */
export const costEstimate = (model: CostModel, { side, size, known }: CostRequest): CostEstimate => {
  checkModel(model)
  const wanted = approx(size)
  requirePositive('size', wanted)
  if (known.kind === 'volume') {
    const mean = unseenCost(model, wanted, known)
    return { ...interval(mean, model.unseenScale), seenShare: 0 }
  }
  requireNotNegative('secSinceSeen', known.secSinceSeen)
  const walk = walkBook(known.curve, side, wanted)
  return { ...interval(walk.cost, errorScale(model, walk.share, known.secSinceSeen)), seenShare: walk.seenShare }
}

/** s of `costEstimate`: scale of the logarithmic error at a share of the depth within 50 bp and an age of the book [s]. */
export const errorScale = (model: CostModel, share: number, secSinceSeen: number): number => {
  const forgotten = 1 - exp((-Math.LN2 * secSinceSeen) / model.halfLifeSec)
  return model.scale * pow(Math.min(1, share), -model.sizeExponent) * Math.sqrt(forgotten)
}

const interval = (
  mean: number,
  scale: number,
): { readonly mean: number; readonly low: number; readonly high: number } => ({
  mean,
  low: mean * exp(-Z90 * scale),
  high: mean * exp(Z90 * scale),
})

interface Walk {
  /** bp of notional. */
  readonly cost: number
  /** Size over what stands within 50 bp. */
  readonly share: number
  readonly seenShare: number
}

const walkBook = (curve: DepthCurve, side: Side, wanted: number): Walk => {
  const [bid, ask] = [bestBid(curve), bestAsk(curve)]
  if (bid === null || ask === null)
    throw new ImpactError('levels', 0, 'give a book with both sides, or estimate from volume')
  const middle = (approx(bid) + approx(ask)) / 2
  let [open, cost, shown, near, last] = [wanted, 0, 0, 0, 0]
  for (const { price, size } of facing(curve, side)) {
    const distance = (Math.abs(approx(price) - middle) / middle) * 10_000
    if (open <= 0 && distance > REFERENCE_BPS) break
    const standing = approx(size)
    const taken = Math.min(open, standing)
    open -= taken
    cost += taken * distance
    shown += standing
    if (distance <= REFERENCE_BPS) near += standing
    last = distance
  }
  if (open > 0) cost += beyond(last, shown, wanted)
  return { cost: cost / wanted, share: wanted / (near > 0 ? near : shown), seenShare: (wanted - open) / wanted }
}

/** ∫ d·√(q/shown) dq from what is shown to the size: lots × bp. */
const beyond = (last: number, shown: number, wanted: number): number =>
  ((2 / 3) * last * (wanted * Math.sqrt(wanted) - shown * Math.sqrt(shown))) / Math.sqrt(shown)

const unseenCost = (
  { coefficient, crossover }: CostModel,
  wanted: number,
  { dailyVolume, dailyVolatility, spreadBps }: KnownLiquidity & { readonly kind: 'volume' },
): number => {
  requireNotNegative('spreadBps', spreadBps)
  const volume = approx(dailyVolume)
  const law = { coefficient, volatility: dailyVolatility, volume, crossover: crossover * volume }
  return spreadBps / 2 + squareRootAverageCost(law, wanted) * 10_000
}

const checkModel = (model: CostModel): void => {
  requireNotNegative('scale', model.scale)
  requireNotNegative('sizeExponent', model.sizeExponent)
  requirePositive('halfLifeSec', model.halfLifeSec)
  requireNotNegative('unseenScale', model.unseenScale)
}
