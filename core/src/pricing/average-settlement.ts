import { exp, expm1, log } from '../math/index.ts'
import { black76, type Black76Terms } from './black76.ts'
import { PRICE_BOUNDS } from './european-terms.ts'
import { requireWithin } from './pricing-input-error.ts'

/**
 * An option on a future that settles on the time average of the index over its last `window` years. `averageSoFar` is the average
 * since the window began; it is read only inside the window, `time` < `window`.
 */
export type AverageSettledTerms = Black76Terms & { readonly window: number; readonly averageSoFar: number }

/** Value and the Greeks that the average leaves well defined, in the currency of the strike. */
export type AverageSettledGreeks = {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  /** Per 1.00 of the volatility of the underlying. */
  readonly vega: number
  /** Share of the settlement price that is still open: 1 before the window, then falling in a line to 0. */
  readonly open: number
  /** Variance of the logarithm of the open part. */
  readonly variance: number
}

const SERIES_MAX = 0.01

/** ln E[Ā²]/E[Ā]² for the average Ā of a driftless lognormal price over a time in which its variance is z: z/3 for small z. (eq. 2) */
const averageVariance = (z: number): number => {
  if (z < SERIES_MAX) return (z / 3) * (1 + z / 12 + (z * z) / 270 - (z * z * z) / 4320)
  return log((2 * (expm1(z) - z)) / (z * z))
}

/** d/dz of `averageVariance`. */
const averageVarianceSlope = (z: number): number => {
  if (z < SERIES_MAX) return 1 / 3 + z / 18 + (z * z) / 270 - (z * z * z) / 3240
  return expm1(z) / (expm1(z) - z) - 2 / z
}

/** σ²·(T − window)⁺ + `averageVariance` of what lies inside the window. (eq. 1) */
const varianceOf = ({ time, window, vol }: AverageSettledTerms): number =>
  vol * vol * Math.max(time - window, 0) + averageVariance(vol * vol * Math.min(time, window))

const varianceSlope = ({ time, window, vol }: AverageSettledTerms): number =>
  2 *
  vol *
  (Math.max(time - window, 0) + averageVarianceSlope(vol * vol * Math.min(time, window)) * Math.min(time, window))

const NOTHING_OPEN = { delta: 0, gamma: 0, vega: 0, open: 0, variance: 0 } as const

/** What has been averaged alone exceeds the strike: a call is a forward on the open part and a put worth nothing. */
const certainlyAbove = (terms: AverageSettledTerms, open: number, fixed: number): AverageSettledGreeks => {
  const variance = varianceOf(terms)
  if (terms.kind === 'put') return { ...NOTHING_OPEN, price: 0, open, variance }
  const discount = exp(-terms.rate * terms.time)
  const price = discount * (open * terms.forward + fixed - terms.strike)
  return { price, delta: discount * open, gamma: 0, vega: 0, open, variance }
}

/**
 * Value of an option settled on a time average, by matching the first two moments of the average with a lognormal law; the forward
 * is taken as flat through the window. Inside the window the elapsed part w = 1 − T/window is known, so
 *
 *   V = (1 − w)·Black(F, (K − w·A)/(1 − w), variance)        delta fades in a line with 1 − w        (eq. 3)
 *
 * and once w·A alone exceeds the strike a call is a forward. At time 0 it is the payoff of the average.
 *
 * @throws PricingInputError as `black76`, and for a window outside 0 to 10 years or an average that is no price.
 * @source Levy, Journal of International Money and Finance 11 (1992) 474; docs/models/average-settlement.md
 */
export const averageSettled = (terms: AverageSettledTerms): AverageSettledGreeks => {
  const { forward, time, window, averageSoFar, vol, strike, kind, rate } = terms
  requireWithin('window', window, { min: 0, max: 10 }, 'give years of averaging before expiry, 0 for none')
  const open = time >= window ? 1 : time / window
  if (open < 1) requireWithin('averageSoFar', averageSoFar, PRICE_BOUNDS, 'give the average since the window began')
  black76({ kind, forward, strike, time, vol, rate }) // refuses what is no option
  const fixed = open < 1 ? (1 - open) * averageSoFar : 0
  if (open === 0) return { ...NOTHING_OPEN, price: Math.max(kind === 'call' ? fixed - strike : strike - fixed, 0) }
  const residual = (strike - fixed) / open
  if (residual <= 0) return certainlyAbove(terms, open, fixed)
  const variance = varianceOf(terms)
  const bar = time === 0 ? 0 : Math.sqrt(variance / time)
  const plain = black76({ kind, forward, strike: residual, time, vol: bar, rate })
  const stretch = bar === 0 ? 0 : varianceSlope(terms) / (2 * bar * time)
  return {
    price: open * plain.price,
    delta: open * plain.delta,
    gamma: open * plain.gamma,
    vega: open * plain.vega * stretch,
    open,
    variance,
  }
}
