import { exp } from './exp.ts'
import { log, log1p } from './log.ts'

const HALF_LOG_TAU = 0.9189385332046727 // ½ ln 2π
const SHIFT_MIN = 10 // from here on the series below is exact to a rounding

/** ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π) for x ≥ 10: seven terms of Stirling's series. */
const stirlingRest = (x: number): number => {
  const y = 1 / (x * x)
  const tail = y * (1 / 1188 + y * (-691 / 360360 + y * (1 / 156)))
  return (1 / 12 + y * (-1 / 360 + y * (1 / 1260 + y * (-1 / 1680 + tail)))) / x
}

/**
 * ln Γ(x) for x > 0, NaN elsewhere: within 1e-14 absolute below 10, 4e-16 relative above.
 *
 * @source Abramowitz & Stegun 6.1.40, after stepping up by Γ(x + 1) = x·Γ(x)
 */
export const logGamma = (x: number): number => {
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  let [product, at] = [1, x]
  for (; at < SHIFT_MIN; at += 1) product *= at
  return (at - 0.5) * log(at) - at + HALF_LOG_TAU + stirlingRest(at) - log(product)
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0. */
export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** Γ(x + ½) / Γ(x) for x > 0, within 4e-15 relative however large x is: the two are never formed apart. */
export const gammaHalfRatio = (x: number): number => {
  let [factor, at] = [1, x]
  for (; at < SHIFT_MIN; at += 1) factor *= at / (at + 0.5)
  const step = at * log1p(0.5 / at) - 0.5 + stirlingRest(at + 0.5) - stirlingRest(at)
  return factor * Math.sqrt(at) * exp(step)
}
