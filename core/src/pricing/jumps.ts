import { complexExpm1, exp, expm1 } from '../math/index.ts'
import { requireWithin, type Bounds } from './pricing-input-error.ts'
import { ENVELOPE, LOG_IM, LOG_RE, SLOPE_IM, SLOPE_RE, type Transform } from './transform.ts'

/** Jumps of the logarithm of the spot, normally distributed: `intensity` of them a year. */
export type NormalJumps = { readonly intensity: number; readonly logMean: number; readonly logDeviation: number }

/**
 * Jumps of the logarithm of the spot, exponential on either side: upwards with probability `upShare` and mean 1/upRate, else
 * downwards with mean 1/downRate.
 */
export type ExponentialJumps = {
  readonly intensity: number
  readonly upShare: number
  readonly upRate: number
  readonly downRate: number
}

/** A law of jumps J: E[e^(zJ)] − 1 for a real and for a complex z, and a bound of |E[e^(zJ)]| that no larger |im| exceeds. */
export type JumpLaw = {
  readonly intensity: number
  readonly growth: (power: number) => number
  readonly growthAt: (re: number, im: number, out: Float64Array) => void
  readonly modulusMax: (re: number, im: number) => number
}

const INTENSITY_BOUNDS: Bounds = { min: 0, max: 1e5 }
const LOG_MEAN_BOUNDS: Bounds = { min: -5, max: 5 }
const LOG_DEVIATION_BOUNDS: Bounds = { min: 0, max: 5 }
const SHARE_BOUNDS: Bounds = { min: 0, max: 1 }
const UP_RATE_BOUNDS: Bounds = { min: 1.001, max: 1e6 }
const DOWN_RATE_BOUNDS: Bounds = { min: 0.001, max: 1e6 }

/** @throws PricingInputError outside intensity 0 to 1e5, logMean −5 to 5, logDeviation 0 to 5. */
export const requireNormalJumps = ({ intensity, logMean, logDeviation }: NormalJumps): void => {
  requireWithin('intensity', intensity, INTENSITY_BOUNDS, 'give jumps a year')
  requireWithin('logMean', logMean, LOG_MEAN_BOUNDS, 'give the mean of ln(after / before) of a jump')
  requireWithin('logDeviation', logDeviation, LOG_DEVIATION_BOUNDS, 'give the standard deviation of ln(after / before)')
}

/** @throws PricingInputError outside intensity 0 to 1e5, upShare 0 to 1, upRate 1.001 to 1e6, downRate 0.001 to 1e6. */
export const requireExponentialJumps = ({ intensity, upShare, upRate, downRate }: ExponentialJumps): void => {
  requireWithin('intensity', intensity, INTENSITY_BOUNDS, 'give jumps a year')
  requireWithin('upShare', upShare, SHARE_BOUNDS, 'give the probability that a jump goes up')
  requireWithin(
    'upRate',
    upRate,
    UP_RATE_BOUNDS,
    'give 1 / mean of upward log jumps; at 1 or less the spot has no mean',
  )
  requireWithin('downRate', downRate, DOWN_RATE_BOUNDS, 'give 1 / mean of downward log jumps')
}

/** The law of `NormalJumps`: E[e^(zJ)] = e^(μz + δ²z²/2). @source docs/models/jump-diffusion.md, eq. 1 */
export const normalJumpLaw = ({ intensity, logMean, logDeviation }: NormalJumps): JumpLaw => {
  const half = 0.5 * logDeviation * logDeviation
  return {
    intensity,
    growth: (power) => expm1(power * (logMean + half * power)),
    growthAt: (re, im, out) =>
      complexExpm1(re * logMean + half * (re * re - im * im), im * (logMean + 2 * half * re), out),
    modulusMax: (re, im) => exp(re * logMean + half * (re * re - im * im)),
  }
}

/** The law of `ExponentialJumps`: E[e^(zJ)] − 1 = pz/(η₁ − z) − (1 − p)z/(η₂ + z). @source docs/models/jump-diffusion.md, eq. 2 */
export const exponentialJumpLaw = ({ intensity, upShare, upRate, downRate }: ExponentialJumps): JumpLaw => {
  const downShare = 1 - upShare
  return {
    intensity,
    growth: (power) =>
      power < upRate && power > -downRate
        ? (upShare * power) / (upRate - power) - (downShare * power) / (downRate + power)
        : Infinity,
    growthAt: (re, im, out) => {
      const up = upShare / ((upRate - re) * (upRate - re) + im * im)
      const down = downShare / ((downRate + re) * (downRate + re) + im * im)
      out[0] = up * (re * (upRate - re) - im * im) - down * (re * (downRate + re) + im * im)
      out[1] = im * (up * upRate - down * downRate)
    },
    modulusMax: (re, im) =>
      (upShare * upRate) / Math.sqrt((upRate - re) * (upRate - re) + im * im) +
      (downShare * downRate) / Math.sqrt((downRate + re) * (downRate + re) + im * im),
  }
}

const BUFFER = new Float64Array(2)

/** A law with independent jumps on top, compensated so that the forward stays: + λT·(E[e^(zJ)] − 1 − z·(E[e^J] − 1)). */
export const withJumps = (base: Transform, jumps: JumpLaw, time: number): Transform => {
  const count = jumps.intensity * time
  if (count === 0) return base
  const mean = jumps.growth(1)
  return {
    logMoment: (power) => base.logMoment(power) + count * (jumps.growth(power) - power * mean),
    at: (re, im, out) => {
      base.at(re, im, out)
      jumps.growthAt(re, im, BUFFER)
      // two elements of BUFFER, TRANSFORM_LENGTH of out
      out[LOG_RE] = (out[LOG_RE] as number) + count * ((BUFFER[0] as number) - re * mean)
      out[LOG_IM] = (out[LOG_IM] as number) + count * ((BUFFER[1] as number) - im * mean)
      out[ENVELOPE] = (out[ENVELOPE] as number) + count * (jumps.modulusMax(re, im) - 1 - re * mean)
    },
  }
}

/** The normal law of X with variance vol²·T: ln E[e^(zX)] = vol²T·(z² − z)/2. */
export const normalTransform = (vol: number, time: number): Transform => {
  const half = 0.5 * time
  return {
    logMoment: (power) => half * vol * vol * (power * power - power),
    at: (re, im, out) => {
      const slopeRe = half * (re * re - re - im * im)
      const slopeIm = half * im * (2 * re - 1)
      out[LOG_RE] = vol * vol * slopeRe
      out[LOG_IM] = vol * vol * slopeIm
      out[SLOPE_RE] = slopeRe
      out[SLOPE_IM] = slopeIm
      out[ENVELOPE] = vol * vol * slopeRe
    },
  }
}
