import { complexExp, exp, log, normalCdf, normalPdf } from '../math/index.ts'
import {
  argumentOfLeast,
  ENVELOPE,
  LOG_MASS,
  LOG_IM,
  LOG_RE,
  requireTerms,
  SLOPE_IM,
  SLOPE_RE,
  TRANSFORM_LENGTH,
  type Reach,
  type Transform,
} from './transform.ts'

/**
 * The option that is out of the money at the forward (a call for k = ln(K/F) > 0, else a put), undiscounted and per forward: its
 * value V, ∂V/∂k, e^k times the density of X at k (∂²V/∂k² − ∂V/∂k), and the derivative to the squared volatility.
 */
export type TailGreeks = {
  readonly value: number
  readonly slope: number
  readonly density: number
  readonly vega: number
}

const TERMS_MAX = 262_144
const HALVINGS_MAX = 40
const AGREEMENT = 3e-8 // two lines of which one is twice as fine: its error is about the square of their difference
const ROUNDING = 1e-14 // what rounding may leave of a line whose terms cancel, per peak
const LOG_NEAR_MIN = -34 // terms of the value below e^−34 = 2e-15 are left out,
const LOG_FAR_MIN = -36 // or below e^−36 of the one on the real axis;
const LOG_SURELY_LARGE = -16 // nothing of that size is asked
const PEAK_MAX = 2 // terms up to e² times the forward cost a digit at most
const POLE = 0.05 // near z = 0 and z = 1 the difference of both laws is a quotient of two small numbers
const TRIALS_MAX = 60
const STEP_FINE = 1.02 // a line that misses the saddle by more loses digits of values near 1e-300
const LOG_VANISHED = -800 // below it the value is 0
const NOTHING: TailGreeks = { value: 0, slope: 0, density: 0, vega: 0 }
const TWO_PI = 6.283185307179586
const ONE_OVER_PI = 0.3183098861837907

const VALUE = new Float64Array(TRANSFORM_LENGTH)
const FACTOR = new Float64Array(2)
/** Sums of terms: value, derivative to k, density, derivative to the squared volatility. */
const TOTAL = new Float64Array(4)

/** A vertical line through re, and the logarithm of its term on the real axis, which is taken out of every term. */
type Line = { readonly re: number; readonly k: number; readonly peak: number; readonly logMin: number }

/** Whether e^exponent / √size is below e^logMin. */
const isNegligible = (exponent: number, size: number, logMin: number): boolean =>
  exponent < LOG_SURELY_LARGE && exponent < logMin + 0.5 * log(size)

/** Adds e^(ln E[e^(zX)] + (1−z)k − peak) / (z(z−1)) and its derivatives. @returns false where terms have become negligible. */
const addTerm = (transform: Transform, { re, k, peak, logMin }: Line, u: number, share: number): boolean => {
  transform.at(re, u, VALUE)
  // TRANSFORM_LENGTH elements of VALUE, two of FACTOR, four of TOTAL
  complexExp((VALUE[LOG_RE] as number) + (1 - re) * k - peak, (VALUE[LOG_IM] as number) - u * k, FACTOR)
  const fRe = share * (FACTOR[0] as number)
  const fIm = share * (FACTOR[1] as number)
  const qRe = re * re - re - u * u
  const qIm = u * (2 * re - 1)
  const size = qRe * qRe + qIm * qIm
  const gRe = (fRe * qRe + fIm * qIm) / size
  const gIm = (fIm * qRe - fRe * qIm) / size
  TOTAL[0] = (TOTAL[0] as number) + gRe
  TOTAL[1] = (TOTAL[1] as number) + ((1 - re) * gRe + u * gIm)
  TOTAL[2] = (TOTAL[2] as number) + fRe
  TOTAL[3] = (TOTAL[3] as number) + (gRe * (VALUE[SLOPE_RE] as number) - gIm * (VALUE[SLOPE_IM] as number))
  return !isNegligible((VALUE[ENVELOPE] as number) + (1 - re) * k - peak, size, logMin)
}

/** The point of the real axis over which a line is least: the saddle of the terms, beyond the pole on the side of the option. */
const saddleOf = (transform: Transform, k: number): Line => {
  const powerAt = (p: number): number => (k > 0 ? 1 + p : -p)
  const exponent = (p: number): number => {
    const power = powerAt(p)
    return transform.logMoment(power) + (1 - power) * k
  }
  const p = argumentOfLeast((at) => exponent(at) - log(at) - log(1 + at), 1, STEP_FINE)
  return { re: powerAt(p), k, peak: exponent(p), logMin: LOG_FAR_MIN - log(p) - log(1 + p) }
}

/**
 * The option by the trapezium rule along the vertical line through the saddle. All terms are as small as the option itself, so
 * that it keeps its relative accuracy (1e-12) far out, where the other methods keep an absolute one. Meant for values below about
 * 1e-6: nearer to the money the saddle comes close to a pole and the sum gets long.
 *
 * @throws PricingInputError when more than 262,144 terms would be needed.
 * @source R. Lord, C. Kahl, Journal of Computational Finance 10 (2007) 1; docs/models/fourier-pricing.md, eq. 7
 */
export const farOption = (transform: Transform, k: number): TailGreeks => {
  const line = saddleOf(transform, k)
  if (line.peak < LOG_VANISHED) return NOTHING
  const pole = k > 0 ? line.re - 1 : -line.re
  TOTAL.fill(0)
  addTerm(transform, line, 0, 0.5)
  let before = Infinity
  let spacing = pole
  let used = addLine(transform, line, { from: spacing, spacing }, 0)
  for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
    const value = (TOTAL[0] as number) * spacing
    if (Math.abs(value - before) <= Math.max(AGREEMENT * Math.abs(value), ROUNDING / (1 + pole))) break
    before = value
    used = addLine(transform, line, { from: 0.5 * spacing, spacing }, used)
    spacing *= 0.5
  }
  return totals(exp(line.peak) * spacing * ONE_OVER_PI)
}

type Points = { readonly from: number; readonly spacing: number }

/** Adds points until their terms are negligible. @returns terms used so far. */
const addLine = (transform: Transform, line: Line, { from, spacing }: Points, used: number): number => {
  let count = 0
  while (addTerm(transform, line, from + count * spacing, 1)) {
    count += 1
    requireTerms(used + count, TERMS_MAX)
  }
  return used + count
}

const totals = (scale: number): TailGreeks => ({
  value: scale * (TOTAL[0] as number), // four elements
  slope: scale * (TOTAL[1] as number),
  density: scale * (TOTAL[2] as number),
  vega: scale * (TOTAL[3] as number),
})

/** A line through re on which terms a spacing apart repeat the law so far off that its repetitions do not matter. */
type Grid = { readonly line: Line; readonly spacing: number }

/**
 * The line between both tails that allows the widest spacing; where terms of either law would outgrow the forward, one nearer to ½. The
 * repetition one period P to the right holds at most e^(logMass + (1 − power)k − (power − re)P), to the left the like.
 */
const gridOf = (transform: Transform, k: number, variance: number, { left, right }: Reach): Grid => {
  const massLeft = Math.max(1, left.logMass + (1 - left.power) * k)
  const massRight = Math.max(1, right.logMass + (1 - right.power) * k)
  let re = (massRight * left.power + massLeft * right.power) / (massLeft + massRight)
  const peakAt = (at: number): number =>
    (1 - at) * k + Math.max(transform.logMoment(at), 0.5 * variance * (at * at - at))
  for (let trial = 0; trial < TRIALS_MAX && !(peakAt(re) < PEAK_MAX); trial += 1) re = 0.5 * (re + 0.5)
  if (Math.abs(re) < POLE) re = POLE
  if (Math.abs(re - 1) < POLE) re = 1 - POLE
  const blackMass = Math.max(1, LOG_MASS + 0.5 * variance * (re * re - re) + (1 - re) * k)
  const blackPeriod = Math.sqrt(2 * variance * blackMass) + Math.abs(k - variance * (re - 0.5))
  const period = Math.max(massRight / (right.power - re), massLeft / (re - left.power), blackPeriod)
  return { line: { re, k, peak: 0, logMin: LOG_NEAR_MIN }, spacing: TWO_PI / period }
}

/**
 * The option as Black's for a total variance w plus a correction, the trapezium rule along a vertical line for the difference of both
 * laws, which has no poles. Its absolute error is about 1e-15. `reach` bounds the law of the transform.
 *
 * @throws PricingInputError when more than 262,144 terms would be needed.
 * @source A. Lewis, Option Valuation under Stochastic Volatility (2000); L. B. G. Andersen, V. V. Piterbarg, Interest Rate Modeling 1
 * (2010) 9.2; docs/models/fourier-pricing.md, eq. 6
 */
export const nearOption = (transform: Transform, k: number, variance: number, reach: Reach): TailGreeks => {
  const { line, spacing } = gridOf(transform, k, variance, reach)
  TOTAL.fill(0)
  addTerm(transform, line, 0, 0.5)
  addBlack(variance, line, 0, 0.5)
  let blackOn = true
  for (let j = 1; ; j += 1) {
    requireTerms(j, TERMS_MAX)
    if (blackOn) blackOn = addBlack(variance, line, j * spacing, 1)
    if (!addTerm(transform, line, j * spacing, 1) && !blackOn) break
  }
  const correction = totals(spacing * ONE_OVER_PI)
  const black = blackTail(k, variance)
  return {
    value: black.value + correction.value,
    slope: black.slope + correction.slope,
    density: black.density + correction.density,
    vega: correction.vega,
  }
}

/** The option under Black's law, to an absolute 3e-16. */
const blackTail = (k: number, variance: number): TailGreeks => {
  const spread = Math.sqrt(variance)
  const strike = exp(k)
  const sign = k > 0 ? 1 : -1
  const d1 = -k / spread + 0.5 * spread
  const spotLeg = sign * normalCdf(sign * d1)
  const strikeLeg = sign * strike * normalCdf(sign * (d1 - spread))
  return { value: spotLeg - strikeLeg, slope: -strikeLeg, density: normalPdf(d1) / spread, vega: 0 }
}

/** Takes the terms of Black's law, E[e^(zX)] = e^(w(z² − z)/2), off. @returns false where they have become negligible. */
const addBlack = (variance: number, { re, k }: Line, u: number, share: number): boolean => {
  const qRe = re * re - re - u * u
  const qIm = u * (2 * re - 1)
  const exponent = 0.5 * variance * qRe + (1 - re) * k
  complexExp(exponent, 0.5 * variance * qIm - u * k, FACTOR)
  const fRe = -share * (FACTOR[0] as number) // two elements of FACTOR, three of TOTAL
  const fIm = -share * (FACTOR[1] as number)
  const size = qRe * qRe + qIm * qIm
  const gRe = (fRe * qRe + fIm * qIm) / size
  const gIm = (fIm * qRe - fRe * qIm) / size
  TOTAL[0] = (TOTAL[0] as number) + gRe
  TOTAL[1] = (TOTAL[1] as number) + ((1 - re) * gRe + u * gIm)
  TOTAL[2] = (TOTAL[2] as number) + fRe
  return !isNegligible(exponent, size, LOG_NEAR_MIN)
}
