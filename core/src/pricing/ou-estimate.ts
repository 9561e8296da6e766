import { brent, exp, expm1, log } from '../math/index.ts'
import type { OuFunding } from './funding-rates.ts'
import { PricingInputError } from './pricing-input-error.ts'

/** Recorded rates [a year] at rising times [years], evenly spaced or not. */
export type RateRecord = { readonly time: Float64Array; readonly rate: Float64Array }

/**
 * An estimate, or why there is none: `no-reversion` where the likelihood still rises towards no reversion at all, `no-memory` where it
 * rises towards rates that forget everything between two observations, `constant` where the rates never move.
 */
export type OuEstimate =
  | {
      readonly kind: 'estimated'
      /** Its `rate` is the last recorded one. */
      readonly funding: OuFunding
      /** Of the estimates; that of the mean at the estimated reversion. */
      readonly standardErrors: { readonly reversion: number; readonly mean: number; readonly vol: number }
      /** Of all rates after the first, given it. */
      readonly logLikelihood: number
      /** By about how much the estimated reversion is too high in so short a record: 4 over its years (Tang & Chen 2009). */
      readonly reversionBias: number
    }
  | { readonly kind: 'no-reversion' | 'no-memory' | 'constant' }

const OBSERVATIONS_MIN = 10
const LOG_TWO_PI = 1.8378770664093453
const SLOWEST = 1e-3 // of one over the span
const FASTEST = 30 // over the shortest step: a memory of 1e-13
const EVALUATIONS_MAX = 200
const CURVATURE_STEP = 1e-3

const requireRecord = ({ time, rate }: RateRecord): void => {
  if (time.length !== rate.length)
    throw new PricingInputError('rates', rate.length, `${time.length} values`, 'give one rate for each time')
  if (rate.length < OBSERVATIONS_MIN)
    throw new PricingInputError('rates', rate.length, `at least ${OBSERVATIONS_MIN} values`, 'give a longer record')
  for (const [row, at] of time.entries()) {
    const before = time[row - 1] ?? -Infinity
    if (!(at > before && at < Infinity))
      throw new PricingInputError(`time in row ${row}`, at, `above ${before}`, 'sort the record and drop doubles')
    if (!(Math.abs(rate[row] ?? Number.NaN) < Infinity))
      throw new PricingInputError(
        `rate in row ${row}`,
        rate[row] ?? Number.NaN,
        'a finite rate',
        'drop what is missing',
      )
  }
}

type Profile = {
  readonly mean: number
  /** σ². */
  readonly square: number
  /** Σ(1 − e)²/v: what the record knows of the mean. */
  readonly information: number
  readonly logLikelihood: number
  /** d(log likelihood)/d ln κ, mean and σ² at their best for this κ. */
  readonly score: number
}

/**
 * Best mean and σ² at a reversion κ, where f(i) given f(i−1) is normal with e = e^(−κΔ) and variance σ²·v, v = (1 − e²)/2κ. (eq. 12)
 */
const profileAt = ({ time, rate }: RateRecord, reversion: number): Profile => {
  const steps = rate.length - 1
  const one = (
    row: number,
  ): {
    readonly fade: number
    readonly spread: number
    readonly gap: number
    readonly from: number
    readonly to: number
  } => {
    const gap = (time[row] ?? 0) - (time[row - 1] ?? 0)
    const fade = -expm1(-reversion * gap) // 1 − e
    return {
      fade,
      spread: -expm1(-2 * reversion * gap) / (2 * reversion),
      gap,
      from: rate[row - 1] ?? 0,
      to: rate[row] ?? 0,
    }
  }
  let [information, moment] = [0, 0]
  for (let row = 1; row <= steps; row += 1) {
    const { fade, spread, from, to } = one(row)
    information += (fade * fade) / spread
    moment += (fade * (to - from + fade * from)) / spread
  }
  const mean = moment / information
  let [square, logs, tilt, pull] = [0, 0, 0, 0]
  let squareTilt = 0
  for (let row = 1; row <= steps; row += 1) {
    const { fade, spread, gap, from, to } = one(row)
    const memory = 1 - fade
    const residual = to - from - fade * (mean - from)
    const slope = (gap * memory * memory) / spread / reversion - 1 / reversion // dv/dκ over v
    square += (residual * residual) / spread
    logs += log(spread)
    tilt += slope
    squareTilt += (slope * residual * residual) / spread
    pull += (2 * residual * gap * memory * (from - mean)) / spread
  }
  square /= steps
  const score = -0.5 * reversion * (tilt - squareTilt / square + pull / square)
  return { mean, square, information, logLikelihood: -0.5 * (steps * (LOG_TWO_PI + log(square) + 1) + logs), score }
}

const shortestGap = (time: Float64Array): number => {
  let least = Infinity
  for (let row = 1; row < time.length; row += 1) least = Math.min(least, (time[row] ?? 0) - (time[row - 1] ?? 0))
  return least
}

/**
 * Ornstein-Uhlenbeck by exact maximum likelihood, given the first rate: the transition density needs no small steps, and gaps or a
 * change of the funding interval need no repair. Mean and vol follow from the reversion, which is where the score vanishes.
 *
 * @throws PricingInputError for fewer than 10 rates, columns of two lengths, times that do not rise, and values that are not finite.
 * @source docs/models/funding-rates.md, eq. 12 and 13
 */
export const estimateOu = (record: RateRecord): OuEstimate => {
  requireRecord(record)
  const { time, rate } = record
  const first = rate[0] ?? 0
  if (rate.every((value) => value === first)) return { kind: 'constant' }
  const span = (time.at(-1) ?? 0) - (time[0] ?? 0)
  const scoreAt = (logReversion: number): number => profileAt(record, exp(logReversion)).score
  const lo = log(SLOWEST / span)
  const hi = log(FASTEST / shortestGap(time))
  if (!(scoreAt(lo) > 0)) return { kind: 'no-reversion' }
  const root = brent(scoreAt, { lo, hi, tolerance: 1e-10, evaluationsMax: EVALUATIONS_MAX })
  if (root.kind !== 'found') return { kind: 'no-memory' }
  const curvature = (scoreAt(root.x - CURVATURE_STEP) - scoreAt(root.x + CURVATURE_STEP)) / (2 * CURVATURE_STEP)
  const reversion = exp(root.x)
  const { mean, square, information, logLikelihood } = profileAt(record, reversion)
  const vol = Math.sqrt(square)
  return {
    kind: 'estimated',
    funding: { kind: 'ou', rate: rate.at(-1) ?? 0, mean, reversion, vol },
    standardErrors: {
      reversion: reversion / Math.sqrt(curvature),
      mean: Math.sqrt(square / information),
      vol: vol / Math.sqrt(2 * (rate.length - 1)),
    },
    logLikelihood,
    reversionBias: 4 / span,
  }
}
