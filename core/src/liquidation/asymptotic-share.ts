import { approx, greatest, least, quantize, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import { expm1, pow } from '../math/index.ts'

/** The levels of health between which a curve closes an account: nothing at `from`, everything at `to`. Multiples, 1e-18, from > to. */
export interface CurveLevels {
  readonly from: Ratio
  readonly to: Ratio
}

/**
 * Share of an account that an asymptotic curve has closed once its health has been as low as `health`:
 *
 *   u = (h0 - h) / (h0 - h1)        F(u) = 1 - exp(-κ u / (1 - u))
 *
 * h health · h0 `from` · h1 `to` · κ steepness [1], the slope at u = 0. F(0) = 0; F rises everywhere and reaches 1 at u = 1, with
 * all its derivatives 0 there.
 *
 * @returns a share, 1e-18, rounded up; 0 at or above `from`, 1 at or below `to`.
 * @source docs/models/asymptotic-curve.md, eq. 1 and 2
 */
export const asymptoticShare = (health: Ratio, { from, to }: CurveLevels, steepness: number): Ratio => {
  if (health >= from) return ratio(0n)
  if (health <= to) return RATIO_ONE
  const odds = approx(from - health) / approx(health - to)
  return ratio(least(RATIO_ONE, quantize(-expm1(-steepness * odds) * ONE, 'up')))
}

const ONE = approx(RATIO_ONE)

/** What makes a curve steeper or flatter: reference values and exponents. Volatility per √year; depth in multiples of the account. */
export interface SteepnessRule {
  readonly steepness: number
  readonly volatility: number
  readonly volatilityExponent: number
  readonly depth: number
  readonly depthExponent: number
}

/** What the market looked like; null = not known, which counts as the reference. */
export interface MarketConditions {
  /** Annual volatility, 1e-18. */
  readonly volatility: Ratio | null
  /** Size that the book shows over size held, 1e-18. */
  readonly depth: Ratio | null
}

/**
 * Steepness of a curve in a market:
 *
 *   κ = κ0 (σ / σ̄)^α min(1, δ / δ̄)^β, held between 1/10 and 20
 *
 * σ annual volatility · δ shown depth over what is held; bars mark the references. A wild market closes sooner, a thin book
 * slower; a book deeper than the reference is no reason to close more.
 *
 * @source docs/models/asymptotic-curve.md, eq. 3
 */
export const steepnessIn = (rule: SteepnessRule, { volatility, depth }: MarketConditions): number => {
  const byVolatility = power(volatility, rule.volatility, rule.volatilityExponent)
  const byDepth = Math.min(1, power(depth, rule.depth, rule.depthExponent))
  return Math.min(STEEPEST, Math.max(FLATTEST, rule.steepness * byVolatility * byDepth))
}

const FLATTEST = 0.1
const STEEPEST = 20

const power = (value: Ratio | null, reference: number, exponent: number): number =>
  value === null || exponent === 0 ? 1 : pow(approx(greatest(ratio(0n), value)) / ONE / reference, exponent)
