import { exp, log, normalUpperTail, scaledUpperTail } from '../math/index.ts'
import { requireBetween } from './forecast-input-error.ts'

/** A price without jumps: dS/S = drift·dt + vol·dW; drift per year, vol per √year. */
export type GbmDynamics = { readonly kind: 'gbm'; readonly drift: number; readonly vol: number }

/** A level as a multiple of today's price, below 1 or above it, and the time to reach it in years (365 days). */
export type LevelWithin = { readonly levelRatio: number; readonly time: number }

export const LEVEL_BOUNDS: { readonly min: number; readonly max: number } = { min: 1e-12, max: 1e12 }
export const TIME_BOUNDS: { readonly min: number; readonly max: number } = { min: 0, max: 1000 }
export const VOL_BOUNDS: { readonly min: number; readonly max: number } = { min: 1e-6, max: 100 }
export const DRIFT_BOUNDS: { readonly min: number; readonly max: number } = { min: -1000, max: 1000 }

/** @throws ForecastInputError for a level or time that no first-passage formula takes. */
export const requireLevel = ({ levelRatio, time }: LevelWithin): void => {
  requireBetween('levelRatio', levelRatio, LEVEL_BOUNDS, 'give the level over the price of now')
  requireBetween('time', time, TIME_BOUNDS, 'give years, not days')
}

/**
 * Probability that a price without jumps touches a level within a time, watched continuously:
 *
 *   P = N(−d₁) + e^(2ν̃·a/σ²)·N(−d₂),   d₁ = (a − ν̃T)/(σ√T),   d₂ = (a + ν̃T)/(σ√T)        (eq. 1)
 *
 * a = |ln levelRatio| · ν̃ = ν for a level above, −ν for one below · ν = drift − σ²/2. The two terms share the factor φ(d₁), so that
 * the tail keeps its relative accuracy: within 1e-12 down to 1e-280. 1 at the level itself; 0 at time 0 elsewhere.
 *
 * @throws ForecastInputError for a level outside 1e-12 to 1e12, time outside 0 to 1000 years, vol outside 1e-6 to 100 or drift beyond
 * ±1000.
 * @source docs/models/first-passage.md, eq. 1
 */
export const touchProbabilityGbm = (dynamics: GbmDynamics, level: LevelWithin): number => {
  const passage = passageOf(dynamics, level)
  if (typeof passage === 'number') return passage
  const { d1, d2, weight } = passage
  if (d1 <= 0) return Math.min(1, normalUpperTail(d1) + (d2 > 0 ? exp(-0.5 * d1 * d1) * scaledUpperTail(d2) : 0))
  if (d2 <= 0) return Math.min(1, normalUpperTail(d1) + exp(weight) * normalUpperTail(d2))
  return exp(-0.5 * d1 * d1) * (scaledUpperTail(d1) + scaledUpperTail(d2))
}

/**
 * `touchProbabilityGbm` for many levels of one price, written into `out`; as many numbers as there are levels.
 *
 * @throws ForecastInputError for what the scalar form refuses, or arrays of different lengths.
 */
export const touchProbabilitiesGbm = (
  dynamics: GbmDynamics,
  levels: { readonly levelRatios: Float64Array; readonly time: number },
  out: Float64Array,
): void => {
  const { levelRatios, time } = levels
  const { length } = levelRatios
  requireBetween('out.length', out.length, { min: length, max: length }, 'give one place for each level')
  for (const [i, levelRatio] of levelRatios.entries()) out[i] = touchProbabilityGbm(dynamics, { levelRatio, time })
}

/** Logarithm of `touchProbabilityGbm`, with relative accuracy where the probability itself is 0 in doubles; −Infinity at time 0. */
export const touchLogProbabilityGbm = (dynamics: GbmDynamics, level: LevelWithin): number => {
  const passage = passageOf(dynamics, level)
  if (typeof passage === 'number') return passage === 1 ? 0 : -Infinity
  const { d1, d2, weight } = passage
  if (d1 <= 0) return log(touchProbabilityGbm(dynamics, level))
  if (d2 <= 0) return log(exp(-0.5 * d1 * d1 - weight) * scaledUpperTail(d1) + normalUpperTail(d2)) + weight
  return log(scaledUpperTail(d1) + scaledUpperTail(d2)) - 0.5 * d1 * d1
}

/** How far the level lies in sigmas of the horizon: |ln levelRatio| / (vol·√time); Infinity at time 0. */
export const distanceInSigmas = (vol: number, level: LevelWithin): number => {
  requireLevel(level)
  requireBetween('vol', vol, VOL_BOUNDS, 'give volatility per square root of a year')
  const distance = Math.abs(log(level.levelRatio))
  return distance === 0 ? 0 : distance / (vol * Math.sqrt(level.time))
}

type Passage = { readonly d1: number; readonly d2: number; readonly weight: number }

const passageOf = ({ drift, vol }: GbmDynamics, level: LevelWithin): Passage | 0 | 1 => {
  requireLevel(level)
  requireBetween('drift', drift, DRIFT_BOUNDS, 'give a rate per year')
  requireBetween('vol', vol, VOL_BOUNDS, 'give volatility per square root of a year')
  const distance = log(level.levelRatio)
  if (distance === 0) return 1
  if (level.time === 0) return 0
  const away = Math.abs(distance)
  const towards = (distance > 0 ? 1 : -1) * (drift - 0.5 * vol * vol)
  const spread = vol * Math.sqrt(level.time)
  const carried = towards * level.time
  const weight = (2 * towards * away) / (vol * vol)
  return { d1: (away - carried) / spread, d2: (away + carried) / spread, weight }
}
