import { requireFinite } from './series-check.ts'

const HALF_PI = 1.5707963267948966

/** Variance of one period as its returns show it. */
export type RealisedVariance = {
  /** Sum of squared returns. */
  readonly total: number
  /** Bipower variation, at most `total`: the part that did not come in jumps. */
  readonly continuous: number
}

/**
 * Realised variance of a period from its returns, and what of it was no jump:
 *
 *   RV = Σ rᵢ²,   BV = (π/2)·n/(n − 1)·Σ |rᵢ|·|rᵢ₋₁|,   continuous = min(RV, BV)        (eq. 6)
 *
 * In squared units of the returns, over the whole period. A lone jump stands beside a small neighbour, so it hardly counts in BV.
 *
 * @throws ForecastInputError for fewer than 2 returns, or one that is not finite.
 * @source Barndorff-Nielsen & Shephard, Journal of Financial Econometrics 2 (2004) 1; docs/models/volatility.md, eq. 6
 */
export const realisedVariance = (returns: ArrayLike<number>): RealisedVariance => {
  requireFinite('returns', returns, 2)
  let [total, bipower] = [0, 0]
  for (let i = 0; i < returns.length; i += 1) {
    const size = Math.abs(returns[i] ?? 0)
    total += size * size
    if (i > 0) bipower += size * Math.abs(returns[i - 1] ?? 0)
  }
  bipower *= (HALF_PI * returns.length) / (returns.length - 1)
  return { total, continuous: Math.min(total, bipower) }
}
