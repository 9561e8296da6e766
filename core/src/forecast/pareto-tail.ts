import { expm1, log, log1p } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { requireFinite } from './series-check.ts'
import type { TailRisk } from './tails.ts'

/** Losses beyond a threshold as a generalised Pareto law: P(X − u > y | X > u) = (1 + shape·y/scale)^(−1/shape). */
export type ParetoTail = {
  readonly threshold: number
  readonly shape: number
  readonly scale: number
  /** How many losses lay beyond, of how many. */
  readonly beyond: number
  readonly count: number
  readonly logLikelihood: number
}

const LEAST_BEYOND = 20
const SHAPE_MIN = -0.5 // below, the likelihood has no regular maximum

/**
 * The law of the worst share of losses by maximum likelihood: u is the largest loss that is not among them. With θ = shape/scale the best
 * shape is the mean of ln(1 + θy), which leaves a search in one dimension (eq. 6).
 *
 * @throws ForecastInputError for a share outside 0.001 to 0.5, fewer than 20 losses beyond, losses beyond ±1e6, or ones that are all the
 * same there.
 * @source McNeil & Frey, Journal of Empirical Finance 7 (2000) 271; Grimshaw, Technometrics 35 (1993) 185; docs/models/tails.md, eq. 6
 */
export const fitParetoTail = (losses: ArrayLike<number>, tailShare: number): ParetoTail => {
  requireFinite('losses', losses, 1)
  requireBetween('tailShare', tailShare, { min: 1e-3, max: 0.5 }, 'give 0.1 for the worst tenth')
  const sorted = Float64Array.from(losses).sort()
  const beyond = Math.floor(sorted.length * tailShare)
  if (beyond < LEAST_BEYOND)
    throw new ForecastInputError(
      'losses beyond',
      beyond,
      `at least ${LEAST_BEYOND}`,
      'give more losses or a larger share',
    )
  const threshold = sorted[sorted.length - beyond - 1] ?? NaN
  const excesses = sorted.subarray(sorted.length - beyond).map((one) => one - threshold)
  const mean = excesses.reduce((sum, one) => sum + one, 0) / beyond
  if (!((excesses[0] ?? 0) < (excesses[beyond - 1] ?? 0)))
    throw new ForecastInputError('losses beyond', `${beyond} times the same`, 'losses that differ', 'give finer losses')
  const best = bestTheta(excesses.map((one) => one / mean))
  return {
    threshold,
    shape: best.shape,
    scale: best.scale * mean,
    beyond,
    count: sorted.length,
    logLikelihood: best.logLikelihood - beyond * log(mean),
  }
}

/**
 * VaR and ES beyond the threshold:
 *
 *   VaR = u + (β/ξ)((n(1 − α)/k)^(−ξ) − 1),   ES = (VaR + β − ξu)/(1 − ξ)        (eq. 7)
 *
 * @throws ForecastInputError for a confidence below the threshold's own, 1 − k/n, or above 1 − 1e-12, or a shape of 1 and more, which has
 * no mean.
 * @source McNeil & Frey (2000), eq. 8 and 14; docs/models/tails.md, eq. 7
 */
export const paretoTailRisk = (tail: ParetoTail, confidence: number): TailRisk => {
  const { threshold, shape, scale, beyond, count } = tail
  const least = 1 - beyond / count
  requireBetween('confidence', confidence, { min: least, max: 1 - 1e-12 }, 'the fit says nothing below its threshold')
  if (!(shape < 1)) throw new ForecastInputError('shape', shape, 'below 1', 'the mean loss beyond is infinite')
  const depth = log(beyond / (count * (1 - confidence)))
  const excess = shape === 0 ? scale * depth : (scale * expm1(shape * depth)) / shape
  const valueAtRisk = threshold + excess
  return { valueAtRisk, expectedShortfall: (valueAtRisk + scale - shape * threshold) / (1 - shape) }
}

type Candidate = { readonly shape: number; readonly scale: number; readonly logLikelihood: number }

const atTheta = (excesses: Float64Array, theta: number): Candidate => {
  const n = excesses.length
  if (Math.abs(theta) < 1e-9) return { shape: 0, scale: 1, logLikelihood: -n }
  let sum = 0
  for (const one of excesses) sum += log1p(theta * one)
  const shape = sum / n
  const scale = shape / theta
  if (!(shape >= SHAPE_MIN)) return { shape, scale, logLikelihood: -Infinity }
  return { shape, scale, logLikelihood: -n * (log(scale) + shape + 1) }
}

/** Best θ of excesses with mean 1: a grid on both sides of 0, then golden sections between its best point's neighbours. */
const bestTheta = (excesses: Float64Array): Candidate => {
  const edge = -1 / (excesses.at(-1) ?? 1)
  const grid: number[] = []
  for (let k = 30; k >= 1; k -= 1) grid.push(edge * (1 - (k === 30 ? 1e-9 : (30 - k) / 30)))
  grid.push(0)
  for (let theta = 1e-3; theta < 1e5; theta *= 1.6) grid.push(theta)
  grid.sort((one, other) => one - other)
  const values = grid.map((theta) => atTheta(excesses, theta).logLikelihood)
  const place = values.reduce((best, one, i) => (one > (values[best] ?? -Infinity) ? i : best), 0)
  let [low, high] = [grid[Math.max(0, place - 1)] ?? 0, grid[Math.min(grid.length - 1, place + 1)] ?? 0]
  for (let step = 0; step < 45; step += 1) {
    const part = 0.3819660112501051 * (high - low)
    const inner = atTheta(excesses, low + part).logLikelihood
    if (inner < atTheta(excesses, high - part).logLikelihood) low += part
    else high -= part
  }
  return atTheta(excesses, 0.5 * (low + high))
}
