import { black76, type Black76Terms } from './black76.ts'
import type { Greeks } from './greeks.ts'
import { reversionIntegrals } from './mean-reversion.ts'
import { requireWithin } from './pricing-input-error.ts'

/**
 * A spot and a carry (interest less funding) that move together: lognormal spot of volatility `vol` per √year, carry by Ornstein and
 * Uhlenbeck with `carryVol` per √year and `reversion` a year, instantaneous `correlation` of the two.
 */
export type HybridVol = {
  readonly vol: number
  readonly carryVol: number
  readonly reversion: number
  readonly correlation: number
}

/**
 * Variance of ln F(T) over [0, T] for the forward F = S·(bond in coin)/(bond in currency):
 *
 *   V = σ²·T + 2ρ·σ·σ_c·∫b(u)du + σ_c²·∫b(u)²du        b(u) = (1 − e^(−κu))/κ
 *
 * @throws PricingInputError for vols outside 0 to 1000, reversion outside 0 to 1e5, correlation outside ±1, time outside 0 to 1000.
 * @source Merton, Bell Journal of Economics 4 (1973) 141; Rabinovitch, JFQA 24 (1989) 447; docs/models/funding-rates.md, eq. 10
 */
export const forwardVariance = ({ vol, carryVol, reversion, correlation }: HybridVol, time: number): number => {
  requireWithin('vol', vol, { min: 0, max: 1000 }, 'give volatility per √year, 0.8 for 80 %')
  requireWithin('carryVol', carryVol, { min: 0, max: 1000 }, 'give the volatility of the carry per √year')
  requireWithin('reversion', reversion, { min: 0, max: 1e5 }, 'give ln 2 over the half-life in years')
  requireWithin('correlation', correlation, { min: -1, max: 1 }, 'give a correlation')
  requireWithin('time', time, { min: 0, max: 1000 }, 'give years to expiry')
  const { loadingSum, squareSum } = reversionIntegrals(reversion, time)
  const variance = vol * vol * time + carryVol * (2 * correlation * vol * loadingSum + carryVol * squareSum)
  return Math.max(0, variance) // at a correlation of −1 rounding may leave a trace below 0
}

/**
 * The volatility per √year that Black's formula needs at a horizon: √(V/T), and `vol` itself at time 0.
 *
 * @throws PricingInputError as `forwardVariance`.
 */
export const hybridVol = (hybrid: HybridVol, time: number): number => {
  const variance = forwardVariance(hybrid, time)
  return time === 0 || hybrid.carryVol === 0 ? hybrid.vol : Math.sqrt(variance / time)
}

/**
 * Black-76 with rate covariance. `rate` discounts from expiry (−ln P / T of today's bond) and `forward` is today's for that expiry. Vega is
 * to the level of √(V/T), theta at constant √(V/T). With `carryVol` 0 it is `black76`, bit for bit.
 *
 * @throws PricingInputError as `forwardVariance` and `black76`.
 * @source docs/models/funding-rates.md, eq. 10 and 11
 */
export const hybridBlack76 = (terms: Omit<Black76Terms, 'vol'>, hybrid: HybridVol): Greeks =>
  black76({ ...terms, vol: hybridVol(hybrid, terms.time) })
