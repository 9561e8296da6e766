import { expOfSquare } from './exp.ts'
import { log, log1p } from './log.ts'
import { scaledUpperTail } from './mills-ratio.ts'

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327
const VANISHES = 40 // e^(-x²/2) is 0 beyond it, whatever of these densities and tails multiplies it

/**
 * Density φ(x) of the standard normal, within 1.5 ulp down to the smallest subnormal. NaN gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const normalPdf = (x: number): number =>
  Math.abs(x) > VANISHES ? 0 : expOfSquare(x, -0.5, ONE_OVER_ROOT_TWO_PI)

/**
 * P(X > x) of a standard normal X, to a relative 4e-16 for every x until it is subnormal (x > 37.5), then to a unit of 2^-1074.
 * 1 at −Infinity, 0 at +Infinity; NaN gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const normalUpperTail = (x: number): number => {
  if (x > VANISHES) return 0
  if (x < -VANISHES) return 1
  return x < 0 ? 1 - expOfSquare(x, -0.5, scaledUpperTail(-x)) : expOfSquare(x, -0.5, scaledUpperTail(x))
}

/**
 * P(X ≤ x) of a standard normal X: `normalUpperTail(-x)`, with the same accuracy in the lower tail, as at x = −37.
 *
 * @source docs/models/elementary-functions.md
 */
export const normalCdf = (x: number): number => normalUpperTail(-x)

/**
 * ln P(X ≤ x), to a relative 6e-16 for every x, far below where the probability itself is 0. −Infinity at −Infinity.
 *
 * @source docs/models/elementary-functions.md
 */
export const normalLogCdf = (x: number): number => {
  if (x === -Infinity) return x
  return x < 0 ? log(scaledUpperTail(-x)) - 0.5 * x * x : log1p(-normalUpperTail(x))
}
