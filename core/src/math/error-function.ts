import { expOfSquare } from './exp.ts'
import { scaledUpperTail } from './mills-ratio.ts'

const ROOT_TWO = 1.4142135623730951
const VANISHES = 28 // e^(-x²) is 0 beyond it

/**
 * Complementary error function 1 − erf(x), to a relative 6e-16 until it is subnormal (x > 26.5). 2 at −Infinity; NaN gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const erfc = (x: number): number => {
  if (x > VANISHES) return 0
  if (x < -VANISHES) return 2
  const tail = expOfSquare(x, -1, 2 * scaledUpperTail(Math.abs(x) * ROOT_TWO))
  return x < 0 ? 2 - tail : tail
}

/**
 * Scaled complementary error function e^(x²)·erfc(x), to a relative 8e-16; it falls as 1/(x·√π) and is +Infinity below −26.6.
 *
 * @source docs/models/elementary-functions.md
 */
export const erfcx = (x: number): number => {
  if (x < -VANISHES) return Infinity
  const tail = 2 * scaledUpperTail(Math.abs(x) * ROOT_TWO)
  return x < 0 ? expOfSquare(x, 1, 2) - tail : tail
}
