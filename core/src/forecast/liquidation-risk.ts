import { log } from '../math/index.ts'
import { DRIFT_BOUNDS, LEVEL_BOUNDS, distanceInSigmas, type GbmDynamics } from './first-passage-gbm.ts'
import { passageKou } from './first-passage-kou.ts'
import { requireBetween } from './forecast-input-error.ts'
import { KOU_VOL_BOUNDS, mirrored, requireKou, totalVol, type KouDynamics } from './kou-dynamics.ts'
import { beyondGap, type BeyondGap } from './kou-increment.ts'

/**
 * A position as the price sees it. `size` > 0: base units of a linear contract, face value in quote of an inverse one. The prices at
 * which it is liquidated and at which its equity is used up lie on the side that hurts; null where there is none.
 */
export type LeveragedPosition = {
  readonly side: 'long' | 'short'
  readonly contract: 'linear' | 'inverse'
  readonly size: number
  readonly price: number
  readonly liquidationPrice: number | null
  readonly bankruptcyPrice: number | null
}

/** Law of the price: without jumps, or with double-exponential ones. */
export type PriceDynamics = GbmDynamics | KouDynamics

/** How a breached position is closed: all of it after a latency in years, at a cost that is a share of its value. */
export type ClosingTerms = { readonly latency: number; readonly cost: number }

/** What may happen to a position within a horizon. Money in the settlement asset: quote when linear, coin when inverse. */
export type LiquidationRisk = {
  /** Years. */
  readonly horizon: number
  /** P(the liquidation price is passed). */
  readonly liquidation: number
  /** P(the bankruptcy price is passed), were nobody to act. */
  readonly bankruptcy: number
  /** P(liquidated, and closed beyond bankruptcy). */
  readonly badDebt: number
  /** E[bad debt]: never compensated by positions that end well. */
  readonly expectedLoss: number
  /** expectedLoss / badDebt; 0 without bad debt. */
  readonly lossGivenBadDebt: number
  /** Standard deviations of the horizon to the liquidation price, jumps in them; null without one. */
  readonly sigmasToLiquidation: number | null
  readonly sigmasToBankruptcy: number | null
}

/**
 * Probability of liquidation, of bad debt and the expected loss of a position within each horizon.
 *
 *   bad debt = crept · P(X_δ > g) + jumped · P(O + X_δ > g),   g = |ln(B/L)| less cost        (eq. 1)
 *
 * Passing the liquidation price L starts the close; its fill comes δ later, wherever the price is then, and bad debt is what it lacks at
 * the bankruptcy price B. `crept` and `jumped` are the parts of eq. 2 of the first-passage page, O the exponential overshoot, X_δ the move
 * during the latency: strong Markov makes the three independent. Beyond B by Y in logarithms each unit lacks B·(1 − e^(−Y)) of a
 * linear long, B·(e^Y − 1) of a linear short; of an inverse one per face (e^Y − 1)/B long and (1 − e^(−Y))/B short. A position
 * that stands beyond L already is being closed from now on. (eq. 2, 3)
 *
 * @throws ForecastInputError for prices not above 0 or on the wrong side of each other, a cost outside 0 to 0.5, a latency outside 0 to
 * 1 year, and for what the dynamics refuse.
 * @source docs/models/liquidation-risk.md
 */
export const liquidationRisk = (
  position: LeveragedPosition,
  horizons: readonly number[],
  dynamics: PriceDynamics,
  closing: ClosingTerms,
): readonly LiquidationRisk[] => {
  requirePosition(position)
  requireBetween('latency', closing.latency, { min: 0, max: 1 }, 'give years from breach to fill')
  requireBetween('cost', closing.cost, { min: 0, max: 0.5 }, 'give a share of the value that is closed')
  const kou = withJumps(dynamics)
  requireKou(kou)
  const after = afterBreach(position, kou, closing)
  return horizons.map((horizon) => riskWithin(position, horizon, kou, after))
}

/** The same law with jumps that never come. */
const withJumps = (dynamics: PriceDynamics): KouDynamics => {
  if (dynamics.kind === 'kou') return dynamics
  const { drift, vol } = dynamics
  requireBetween('vol', vol, KOU_VOL_BOUNDS, 'give volatility per square root of a year, 0.8 for 80 %')
  requireBetween('drift', drift, DRIFT_BOUNDS, 'give a rate per year')
  return {
    kind: 'kou',
    logDrift: drift - 0.5 * vol * vol,
    vol,
    intensity: 0,
    upProbability: 0.5,
    upRate: 50,
    downRate: 50,
  }
}

/** What is beyond bankruptcy at the fill, for a level that was crept to and for one that was jumped over. */
interface AfterBreach {
  readonly crept: BeyondGap
  readonly jumped: BeyondGap
  /** Settlement money per e^Y − 1 or 1 − e^(−Y). */
  readonly scale: number
}

const NOTHING: BeyondGap = { probability: 0, growth: 0, shrinkage: 0 }

const afterBreach = (
  { side, contract, size, price, liquidationPrice, bankruptcyPrice }: LeveragedPosition,
  kou: KouDynamics,
  { latency, cost }: ClosingTerms,
): AfterBreach => {
  if (bankruptcyPrice === null) return { crept: NOTHING, jumped: NOTHING, scale: 0 }
  const towards = side === 'long' ? mirrored(kou) : kou
  const start = isBeyond(side, price, liquidationPrice) ? price : (liquidationPrice ?? bankruptcyPrice)
  const gap =
    (side === 'long' ? log(start / bankruptcyPrice) : log(bankruptcyPrice / start)) + costIn(side, contract, cost)
  const of = (afterJump: boolean): BeyondGap => beyondGap(towards, { gap, time: latency, afterJump })
  const scale = contract === 'linear' ? size * bankruptcyPrice : size / bankruptcyPrice
  return { crept: of(false), jumped: kou.intensity === 0 ? NOTHING : of(true), scale }
}

/** Cost as a move of the fill price in logarithms, against the position: below 0, it narrows the gap. */
const costIn = (side: 'long' | 'short', contract: 'linear' | 'inverse', cost: number): number => {
  const paysLess = (side === 'long') === (contract === 'linear') // value received falls by the cost, else value paid rises
  return paysLess ? log(1 - cost) : -log(1 + cost)
}

/** Whether a price is at or past a level on the side that hurts. */
const isBeyond = (side: 'long' | 'short', price: number, level: number | null): boolean =>
  level !== null && (side === 'long' ? price <= level : price >= level)

const riskWithin = (
  position: LeveragedPosition,
  horizon: number,
  kou: KouDynamics,
  { crept, jumped, scale }: AfterBreach,
): LiquidationRisk => {
  const { side, contract, price, liquidationPrice, bankruptcyPrice } = position
  const passage = (level: number | null): { readonly probability: number; readonly byJump: number } => {
    if (level === null) return { probability: 0, byJump: 0 }
    if (isBeyond(side, price, level)) return { probability: 1, byJump: 0 }
    return passageKou(kou, { levelRatio: level / price, time: horizon })
  }
  const { probability: liquidation, byJump } = passage(liquidationPrice)
  const creeping = liquidation - byJump
  const usesGrowth = (side === 'short') === (contract === 'linear')
  const lossOf = ({ growth, shrinkage }: BeyondGap): number => scale * (usesGrowth ? growth : shrinkage)
  const badDebt = creeping * crept.probability + byJump * jumped.probability
  const expectedLoss = creeping * lossOf(crept) + byJump * lossOf(jumped)
  return {
    horizon,
    liquidation,
    bankruptcy: passage(bankruptcyPrice).probability,
    badDebt,
    expectedLoss,
    lossGivenBadDebt: badDebt === 0 ? 0 : expectedLoss / badDebt,
    sigmasToLiquidation: sigmas(position, liquidationPrice, kou, horizon),
    sigmasToBankruptcy: sigmas(position, bankruptcyPrice, kou, horizon),
  }
}

const sigmas = (
  { side, price }: LeveragedPosition,
  level: number | null,
  kou: KouDynamics,
  time: number,
): number | null => {
  if (level === null) return null
  return isBeyond(side, price, level) ? 0 : distanceInSigmas(totalVol(kou), { levelRatio: level / price, time })
}

const requirePosition = ({ side, size, price, liquidationPrice, bankruptcyPrice }: LeveragedPosition): void => {
  requireBetween('size', size, { min: 1e-60, max: 1e60 }, 'give the size without its sign')
  requireBetween('price', price, { min: 1e-60, max: 1e60 }, 'give the price of now')
  for (const [field, level] of Object.entries({ liquidationPrice, bankruptcyPrice }))
    if (level !== null) requireBetween(field, level / price, LEVEL_BOUNDS, 'give a price above 0, or null')
  if (liquidationPrice === null || bankruptcyPrice === null) return
  const [min, max] = side === 'long' ? [0, liquidationPrice] : [liquidationPrice, Infinity]
  requireBetween('bankruptcyPrice', bankruptcyPrice, { min, max }, `a ${side} is liquidated before it is bankrupt`)
}
