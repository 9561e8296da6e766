import { erfc } from './error-function.ts'
import { exp } from './exp.ts'
import { log } from './log.ts'
import { logGamma } from './gamma.ts'

const DEGREES_MAX = 10_000

/**
 * P(X > x) of χ² with a whole number of degrees from 1 to 10,000, by its finite sum; 1 at x ≤ 0, NaN for other degrees or NaN.
 *
 *   even k:  Σ_{j < k/2} e^(−x/2)(x/2)^j/j!        odd k:  erfc(√(x/2)) + Σ_{j < (k−1)/2} e^(−x/2)(x/2)^(j+½)/Γ(j + 3/2)
 *
 * All terms are positive, so the tail is right to about 1e-13 relative, however small.
 *
 * @source Abramowitz and Stegun, 26.4.4 and 26.4.5
 */
export const chiSquareTail = (x: number, degrees: number): number => {
  if (!Number.isInteger(degrees) || degrees < 1 || degrees > DEGREES_MAX) return Number.NaN
  if (x <= 0) return 1
  if (x === Infinity) return 0
  const half = x / 2
  const odd = degrees % 2 === 1
  const terms = (degrees - (odd ? 1 : 0)) / 2
  let sum = odd ? erfc(Math.sqrt(half)) : 0
  for (let j = 0; j < terms; j += 1) {
    const power = odd ? j + 0.5 : j
    sum += exp(power * log(half) - half - logGamma(power + 1))
  }
  return x !== x ? Number.NaN : Math.min(1, sum)
}
