import { DRIFT_BOUNDS, VOL_BOUNDS } from './first-passage-gbm.ts'
import { requireBetween } from './forecast-input-error.ts'

/**
 * A price with jumps: X = ln(S/S₀) = logDrift·t + vol·W + Σ Y. `intensity` jumps a year; up with `upProbability`, sizes exponential with
 * rate `upRate` (mean 1/upRate in logarithms), else down with `downRate`.
 */
export type KouDynamics = {
  readonly kind: 'kou'
  readonly logDrift: number
  readonly vol: number
  readonly intensity: number
  readonly upProbability: number
  readonly upRate: number
  readonly downRate: number
}

const INTENSITY = { min: 0, max: 1e5 }
const PROBABILITY = { min: 0, max: 1 }
const RATE = { min: 1.000001, max: 1e6 }
/** Volatility that the transform resolves. */
export const KOU_VOL_BOUNDS: { readonly min: number; readonly max: number } = { min: 1e-3, max: VOL_BOUNDS.max }

/**
 * @throws ForecastInputError unless vol is 1e-3 to 100, intensity 0 to 1e5 a year, the probability 0 to 1, both rates above 1
 * (price and coin value have a mean) up to 1e6, |logDrift| ≤ 1000.
 */
export const requireKou = (kou: KouDynamics): void => {
  requireBetween('logDrift', kou.logDrift, DRIFT_BOUNDS, 'give a rate per year')
  requireBetween('vol', kou.vol, KOU_VOL_BOUNDS, 'give volatility per square root of a year')
  requireBetween('intensity', kou.intensity, INTENSITY, 'give jumps a year')
  requireBetween('upProbability', kou.upProbability, PROBABILITY, 'give the share of jumps that go up')
  requireBetween('upRate', kou.upRate, RATE, 'give one over the mean jump up, in logarithms')
  requireBetween('downRate', kou.downRate, RATE, 'give one over the mean jump down, in logarithms')
}

/** Log drift for which the price itself drifts at `drift`: drift − σ²/2 − λ·(p/(η₁ − 1) − q/(η₂ + 1)). */
export const kouLogDrift = (kou: Omit<KouDynamics, 'kind' | 'logDrift'>, drift: number): number => {
  const up = kou.upProbability / (kou.upRate - 1)
  const down = (1 - kou.upProbability) / (kou.downRate + 1)
  return drift - 0.5 * kou.vol * kou.vol - kou.intensity * (up - down)
}

/** The same price seen upside down: up and down change places. */
export const mirrored = (kou: KouDynamics): KouDynamics => ({
  kind: 'kou',
  logDrift: -kou.logDrift,
  vol: kou.vol,
  intensity: kou.intensity,
  upProbability: 1 - kou.upProbability,
  upRate: kou.downRate,
  downRate: kou.upRate,
})

/** Volatility of the whole, jumps included: √(σ² + 2λ(p/η₁² + q/η₂²)), per √year. */
export const totalVol = ({ vol, intensity, upProbability, upRate, downRate }: KouDynamics): number =>
  Math.sqrt(
    vol * vol + 2 * intensity * (upProbability / (upRate * upRate) + (1 - upProbability) / (downRate * downRate)),
  )
