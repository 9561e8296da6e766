import { PricingInputError, requireWithin, type Bounds } from './pricing-input-error.ts'

/**
 * One expiry of a smile as total variance over log strike k = ln(K/F):
 *
 *   w(k) = a + b·(ρ·(k − m) + √((k − m)² + σ²))                                              (eq. 1)
 *
 * a [total variance] · b ≥ 0 [total variance per unit of k] · −1 ≤ ρ ≤ 1 · m [k] · σ > 0 [k].
 */
export type SviSlice = {
  readonly a: number
  readonly b: number
  readonly rho: number
  readonly m: number
  readonly sigma: number
}

const LEVEL: Bounds = { min: -1e6, max: 1e6 }
const SLOPE: Bounds = { min: 0, max: 1e6 }
const CORRELATION: Bounds = { min: -1, max: 1 }
const WIDTH: Bounds = { min: 1e-12, max: 1e6 }

/**
 * The check at the door of everything that takes raw parameters.
 *
 * @throws PricingInputError for a field that is NaN or outside its bounds, and for a slice whose least variance is not above 0.
 */
export const requireSvi = (slice: SviSlice): void => {
  requireWithin('a', slice.a, LEVEL, 'give total variance, σ²T')
  requireWithin('b', slice.b, SLOPE, 'give a slope of the wings of at least 0')
  requireWithin('rho', slice.rho, CORRELATION, 'give the tilt of the wings')
  requireWithin('m', slice.m, LEVEL, 'give a log strike')
  requireWithin('sigma', slice.sigma, WIDTH, 'give the width of the bend in log strike, above 0')
  const least = sviLeastVariance(slice)
  if (least > 0) return
  throw new PricingInputError('a + b·σ·√(1−ρ²)', least, 'above 0', 'raise a: variance may be negative nowhere')
}

/** Least total variance of a slice, a + b·σ·√(1 − ρ²). */
export const sviLeastVariance = ({ a, b, rho, sigma }: SviSlice): number =>
  a + b * sigma * Math.sqrt((1 - rho) * (1 + rho))

/** Total variance σ²T at log strike k (eq. 1). */
export const sviVariance = ({ a, b, rho, m, sigma }: SviSlice, k: number): number => {
  const x = k - m
  return a + b * (rho * x + Math.sqrt(x * x + sigma * sigma))
}

/** Volatility per √year at log strike k of a slice that expires in `time` years. */
export const sviVol = (slice: SviSlice, k: number, time: number): number => Math.sqrt(sviVariance(slice, k) / time)

/** Total variance and its first two derivatives by k. */
export type VarianceJet = { readonly w: number; readonly slope: number; readonly bend: number }

/** w, w′ and w″ at k: w′ = b·(ρ + x/R), w″ = b·σ²/R³ with x = k − m, R = √(x² + σ²). */
export const sviJet = ({ a, b, rho, m, sigma }: SviSlice, k: number): VarianceJet => {
  const x = k - m
  const r = Math.sqrt(x * x + sigma * sigma)
  const narrow = sigma / r
  return { w: a + b * (rho * x + r), slope: b * (rho + x / r), bend: (b * narrow * narrow) / r }
}

/**
 * Slopes of total variance towards −∞ and +∞, b·(1 − ρ) and b·(1 + ρ). Above 2 prices of that wing admit arbitrage, so that
 * b·(1 + |ρ|) ≤ 2 is necessary.
 *
 * @source Lee, Mathematical Finance 14 (2004) 469
 */
export const sviWings = ({ b, rho }: SviSlice): { readonly put: number; readonly call: number } => ({
  put: b * (1 - rho),
  call: b * (1 + rho),
})

/** The same smile when total variance is multiplied by `factor` > 0, such as the share of time that is left. */
export const sviScaled = (slice: SviSlice, factor: number): SviSlice => ({
  ...slice,
  a: slice.a * factor,
  b: slice.b * factor,
})
