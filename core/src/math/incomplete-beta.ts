import { exp } from './exp.ts'
import { logBeta } from './gamma.ts'
import { log, log1p } from './log.ts'

const TINY = 1e-300
const ROUNDS_MAX = 20000

const off0 = (x: number): number => (Math.abs(x) < TINY ? TINY : x)

/**
 * The continued fraction K of I_x(a, b) = x^a (1 − x)^b / (a·B(a, b)) · K, by Lentz's method. Fast for x < (a + 1)/(a + b + 2): about
 * √max(a, b) rounds, at most 20,000, which is enough for a, b ≤ 1e7.
 *
 * @source Abramowitz & Stegun 26.5.8
 */
export const incompleteBetaFraction = (x: number, a: number, b: number): number => {
  let c = 1
  let d = 1 / off0(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= ROUNDS_MAX; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / off0(1 + even * d)
    c = off0(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / off0(1 + odd * d)
    c = off0(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 3e-16) break
  }
  return value
}

/**
 * Regularised incomplete beta function I_x(a, b) for x from 0 to 1 and a, b from 1e-3 to 1e7: P(X ≤ x) of a Beta(a, b). The smaller
 * of I and 1 − I is within 1e-14·(10 + a + b) relative. NaN outside.
 *
 * @source Abramowitz & Stegun 26.5
 */
export const incompleteBeta = (x: number, a: number, b: number): number => {
  if (!(x >= 0 && x <= 1 && a >= 1e-3 && a <= 1e7 && b >= 1e-3 && b <= 1e7)) return NaN
  if (x === 0 || x === 1) return x
  const front = exp(a * log(x) + b * log1p(-x) - logBeta(a, b))
  if (x < (a + 1) / (a + b + 2)) return (front / a) * incompleteBetaFraction(x, a, b)
  return 1 - (front / b) * incompleteBetaFraction(1 - x, b, a)
}
