import { complexExp, exp, expm1, fillCosSin, log } from '../math/index.ts'
import type { TailGreeks } from './lewis.ts'
import {
  ENVELOPE,
  LOG_IM,
  LOG_RE,
  requireTerms,
  SLOPE_IM,
  SLOPE_RE,
  TRANSFORM_LENGTH,
  type Reach,
  type Transform,
} from './transform.ts'

/** The law of one expiry as a Fourier series on [−left, right], for any number of strikes: of E[e^(X/2 − |X−k|/2)]. */
export type FourierStrip = { readonly left: number; readonly width: number; readonly price: Series }

/** With series of the tilted density e^(x/2)·f(x) and of the derivative of `price` to the squared volatility. */
export type FourierGreeksStrip = FourierStrip & { readonly density: Terms; readonly vega: Series }

/** Coefficients of e^(−iuθ), u = 2πj/width, a multiple of four of them. */
type Terms = { readonly re: Float64Array; readonly im: Float64Array }

/** Integrated against e^(−|X−k|/2): the term u = 0 for itself, because at small widths it nearly cancels, and the ends' shares. */
type Series = Terms & { readonly level: number; readonly atLeft: number; readonly atRight: number }

const TERMS_MAX = 262_144
// Terms of the density below e^−30 = 1e-13 are left out: what follows adds up to less than a fiftieth. In prices they weigh
// e^(−½ of the way to an end) or 2/(W·u²), which allows terms up to e⁴ larger.
const LOG_TERM_MIN = -30
const ALLOWANCE_MAX = 4
const TWO_PI = 6.283185307179586

const VALUE = new Float64Array(TRANSFORM_LENGTH)
const FACTOR = new Float64Array(2)
let terms = new Float64Array(512) // of the law being read: the terms of the density, as re and im in turn
let slopes = new Float64Array(512) // and the same of the derivative to the squared volatility, per density

const doubled = (column: Float64Array): Float64Array<ArrayBuffer> => {
  const longer = new Float64Array(2 * column.length)
  longer.set(column)
  return longer
}

const isNegligible = (exponent: number, allowance: number, weight: number): boolean =>
  exponent < LOG_TERM_MIN + allowance && exponent < LOG_TERM_MIN + log(weight)

/** Reads the law at u = 0, 2π/width, … until its terms are negligible. @returns how many there are. */
const read = (transform: Transform, left: number, width: number): number => {
  const allowance = Math.min(ALLOWANCE_MAX, 0.5 * left, 0.5 * (width - left))
  for (let j = 0; ; j += 1) {
    requireTerms(j, TERMS_MAX)
    if (2 * j === terms.length) {
      terms = doubled(terms)
      slopes = doubled(slopes)
    }
    const u = (TWO_PI * j) / width
    transform.at(0.5, u, VALUE)
    // TRANSFORM_LENGTH elements of VALUE, two of FACTOR
    if (isNegligible(VALUE[ENVELOPE] as number, allowance, 0.5 * width * u * u)) return j
    complexExp(VALUE[LOG_RE] as number, (VALUE[LOG_IM] as number) + u * left, FACTOR)
    const share = j === 0 ? 1 / width : 2 / width
    terms[2 * j] = share * (FACTOR[0] as number)
    terms[2 * j + 1] = share * (FACTOR[1] as number)
    slopes[2 * j] = VALUE[SLOPE_RE] as number
    slopes[2 * j + 1] = VALUE[SLOPE_IM] as number
  }
}

// The loops below stay inside what `read` has written, hence `as number`.

const padded = (count: number): number => 4 * Math.ceil(count / 4)

/** The terms of the density. */
const densitySeries = (count: number): Terms => {
  const re = new Float64Array(padded(count))
  const im = new Float64Array(padded(count))
  for (let j = 0; j < count; j += 1) {
    re[j] = terms[2 * j] as number
    im[j] = terms[2 * j + 1] as number
  }
  return { re, im }
}

/** The terms of the derivative of the density to the squared volatility. */
const slopeSeries = (count: number): Terms => {
  const re = new Float64Array(padded(count))
  const im = new Float64Array(padded(count))
  for (let j = 0; j < count; j += 1) {
    const [a, b] = [terms[2 * j] as number, terms[2 * j + 1] as number]
    const [c, d] = [slopes[2 * j] as number, slopes[2 * j + 1] as number]
    re[j] = a * c - b * d
    im[j] = a * d + b * c
  }
  return { re, im }
}

/** Divides by (½ − iu)(½ + iu), which integrates against e^(−|X−k|/2), and gathers what the ends take off; u = 0 goes apart. */
const integrated = ({ re, im }: Terms, left: number, width: number): Series => {
  const level = 2 * (re[0] as number) // padded: not empty
  re[0] = 0
  let atLeft = 0
  let atRight = 0
  for (let j = 1; j < re.length; j += 1) {
    const u = (TWO_PI * j) / width
    const kernel = 1 / (0.25 + u * u)
    const x = (re[j] as number) * kernel
    const y = (im[j] as number) * kernel
    re[j] = x
    im[j] = y
    atLeft += 0.5 * x - u * y
    atRight += 0.5 * x + u * y
  }
  return { re, im, level, atLeft: atLeft * exp(-0.5 * left), atRight: atRight * exp(-0.5 * (width - left)) }
}

/**
 * Evaluates a transform once for all strikes of its expiry. Both the real and the imaginary part of every value are used, hence half
 * as many values as the cosine series (COS) of Fang and Oosterlee takes on the same interval.
 *
 * @throws PricingInputError when more than 262,144 terms would be needed.
 * @source docs/models/fourier-pricing.md, eq. 3 and 4; after F. Fang, C. W. Oosterlee, SIAM J. Scientific Computing 31 (2008) 826
 */
export const fourierStrip = (transform: Transform, { leftDistance: left, rightDistance }: Reach): FourierStrip => {
  const width = left + rightDistance
  return { left, width, price: integrated(densitySeries(read(transform, left, width)), left, width) }
}

/** `fourierStrip` with the series of the Greeks. @throws PricingInputError as `fourierStrip` */
export const fourierGreeksStrip = (
  transform: Transform,
  { leftDistance: left, rightDistance }: Reach,
): FourierGreeksStrip => {
  const width = left + rightDistance
  const count = read(transform, left, width)
  const price = integrated(densitySeries(count), left, width)
  return { left, width, price, density: densitySeries(count), vega: integrated(slopeSeries(count), left, width) }
}

/** Σ Re(c·e^(−iuθ)) with z = e^(−iωθ), ω = 2π/width: Horner's rule in z⁴ on four sums that do not wait for each other. */
const sum = ({ re, im }: Terms, cosine: number, sine: number): number => {
  const cosine2 = cosine * cosine - sine * sine
  const sine2 = 2 * cosine * sine
  const c = cosine2 * cosine2 - sine2 * sine2
  const s = 2 * cosine2 * sine2
  let x0 = 0
  let y0 = 0
  let x1 = 0
  let y1 = 0
  let x2 = 0
  let y2 = 0
  let x3 = 0
  let y3 = 0
  for (let j = re.length - 4; j >= 0; j -= 4) {
    const next0 = x0 * c + y0 * s + (re[j] as number) // j + 3 < length
    y0 = y0 * c - x0 * s + (im[j] as number)
    x0 = next0
    const next1 = x1 * c + y1 * s + (re[j + 1] as number)
    y1 = y1 * c - x1 * s + (im[j + 1] as number)
    x1 = next1
    const next2 = x2 * c + y2 * s + (re[j + 2] as number)
    y2 = y2 * c - x2 * s + (im[j + 2] as number)
    x2 = next2
    const next3 = x3 * c + y3 * s + (re[j + 3] as number)
    y3 = y3 * c - x3 * s + (im[j + 3] as number)
    x3 = next3
  }
  const upper = x2 + (x3 * cosine + y3 * sine) // (z² is split off)
  const upperIm = y2 + (y3 * cosine - x3 * sine)
  return x0 + (x1 * cosine + y1 * sine) + (upper * cosine2 + upperIm * sine2)
}

/** The derivative of `sum` to θ: Σ u·Im(c·e^(−iuθ)). */
const sumSlope = ({ re, im }: Terms, cosine: number, sine: number, frequency: number): number => {
  let x = 0
  let y = 0
  for (let j = re.length - 1; j >= 0; j -= 1) {
    const next = x * cosine + y * sine + j * (re[j] as number) // j < length
    y = y * cosine - x * sine + j * (im[j] as number)
    x = next
  }
  return y * frequency
}

/** Whether k = ln(K/F) lies on the interval. */
export const covers = ({ left, width }: FourierStrip, k: number): boolean => k > -left && k < width - left

/** E[min(e^X, K/F)] of the series: √(K/F) times level, sum and ends. */
const covered = (series: Series, { k, root, cosine, sine }: Place, { left, width }: FourierStrip): number => {
  const theta = k + left
  const level = -series.level * (expm1(-0.5 * theta) + expm1(-0.5 * (width - theta)))
  return root * (sum(series, cosine, sine) + level) - series.atLeft - series.atRight * root * root
}

/** A strike: k = ln(K/F), √(K/F), and the angle of its place on the interval. */
type Place = { readonly k: number; readonly root: number; readonly cosine: number; readonly sine: number }

const placeOf = ({ left, width }: FourierStrip, k: number, ratio: number): Place => {
  fillCosSin((TWO_PI / width) * (k + left), FACTOR)
  return { k, root: Math.sqrt(ratio), cosine: FACTOR[0] as number, sine: FACTOR[1] as number } // two elements
}

/**
 * Value of the option that is out of the money at the forward, undiscounted and per forward, for k = ln(K/F) that the strip covers
 * and K/F itself; its absolute error is about 1e-15·√(K/F).
 *
 * @source docs/models/fourier-pricing.md, eq. 3
 */
export const stripValue = (strip: FourierStrip, k: number, ratio: number): number =>
  (k > 0 ? 1 : ratio) - covered(strip.price, placeOf(strip, k, ratio), strip)

/** `stripValue` and derivatives by the same series, for a k that the strip covers. */
export const stripGreeks = (strip: FourierGreeksStrip, k: number, ratio: number): TailGreeks => {
  const { price, density, vega, left, width } = strip
  const place = placeOf(strip, k, ratio)
  const { root, cosine, sine } = place
  const theta = k + left
  const whole = covered(price, place, strip)
  const levelSlope = 0.5 * price.level * (expm1(-0.5 * theta) - expm1(-0.5 * (width - theta)))
  const seriesSlope = sumSlope(price, cosine, sine, TWO_PI / width)
  const slope = 0.5 * (whole + price.atLeft - price.atRight * ratio) + root * (seriesSlope + levelSlope)
  return {
    value: (k > 0 ? 1 : ratio) - whole,
    slope: (k > 0 ? 0 : ratio) - slope,
    density: root * sum(density, cosine, sine),
    vega: -covered(vega, place, strip),
  }
}
