import { exp } from './exp.ts'

const TERMS = 100
const SMALL = 1.18 // below it the series of the distribution itself converges faster

/**
 * P(K > x) for Kolmogorov's K, the limit of √n times the largest distance of an empirical distribution from the true one.
 *
 *   2·Σ_{k ≥ 1} (−1)^(k−1)·e^(−2k²x²)  =  1 − (√(2π)/x)·Σ_{k ≥ 1} e^(−(2k−1)²π²/(8x²))
 *
 * 1 at x ≤ 0; NaN gives NaN.
 *
 * @source Kolmogorov, Giorn. Ist. Ital. Attuari 4 (1933) 83; docs/models/hawkes.md, section 5
 */
export const kolmogorovTail = (x: number): number => {
  if (x <= 0) return 1
  return x < SMALL ? 1 - lowerSeries(x) : upperSeries(x)
}

const ROOT_TWO_PI = 2.5066282746310002
const PI_SQUARED_OVER_8 = 1.2337005501361697

const lowerSeries = (x: number): number => {
  let sum = 0
  for (let k = 1; k <= TERMS; k += 1) {
    const odd = 2 * k - 1
    const term = exp((-PI_SQUARED_OVER_8 * odd * odd) / (x * x))
    sum += term
    if (!(term > 1e-17 * sum)) break
  }
  return (ROOT_TWO_PI / x) * sum
}

const upperSeries = (x: number): number => {
  let sum = 0
  for (let k = 1, sign = 2; k <= TERMS; k += 1, sign = -sign) {
    const term = exp(-2 * k * k * x * x)
    sum += sign * term
    if (!(term > 1e-17 * sum)) break
  }
  return sum
}
