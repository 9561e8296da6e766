import { brent } from './roots.ts'

/** Coefficients of a polynomial, constant first. */
export type Polynomial = readonly number[]

/** Value at x by Horner's rule. */
export const polynomialAt = (coefficients: Polynomial, x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)

/** Coefficients of the product. */
export const polynomialProduct = (one: Polynomial, other: Polynomial): Polynomial => {
  const product = Array.from({ length: one.length + other.length - 1 }, () => 0)
  for (const [i, a] of one.entries())
    for (const [j, b] of other.entries()) product[i + j] = (product[i + j] ?? 0) + a * b
  return product
}

/** Coefficients of Σ factor × polynomial. */
export const polynomialSum = (...parts: readonly (readonly [factor: number, polynomial: Polynomial])[]): Polynomial => {
  const sum = Array.from({ length: Math.max(...parts.map(([, { length }]) => length)) }, () => 0)
  for (const [factor, polynomial] of parts)
    for (const [power, coefficient] of polynomial.entries()) sum[power] = (sum[power] ?? 0) + factor * coefficient
  return sum
}

/** An open interval. */
export type Stretch = { readonly lo: number; readonly hi: number }

const EVALUATIONS_MAX = 400

/**
 * Every x in (lo, hi) where the polynomial changes sign, or touches zero to the last bit, in rising order. Between two neighbouring
 * extrema a polynomial is monotone, so the sign changes of its derivative, found the same way, bracket all of its own.
 * A root that is doubled to within rounding may be reported not at all or twice; finite ends are required.
 */
export const polynomialRoots = (coefficients: Polynomial, { lo, hi }: Stretch): readonly number[] => {
  const degree = coefficients.findLastIndex((coefficient) => coefficient !== 0)
  if (degree < 1) return []
  const trimmed = coefficients.slice(0, degree + 1)
  if (degree === 1) return [-(trimmed[0] ?? 0) / (trimmed[1] ?? 1)].filter((x) => x > lo && x < hi)
  const derivative = trimmed.slice(1).map((coefficient, power) => coefficient * (power + 1))
  const ends = [lo, ...polynomialRoots(derivative, { lo, hi }), hi]
  return ends.slice(1).flatMap((right, index) => monotoneRoot(trimmed, ends[index] ?? lo, right, hi))
}

/** The root in (left, right], or none; `hi` itself is outside. */
const monotoneRoot = (coefficients: Polynomial, left: number, right: number, hi: number): readonly number[] => {
  const [atLeft, atRight] = [polynomialAt(coefficients, left), polynomialAt(coefficients, right)]
  if (atRight === 0) return right < hi ? [right] : []
  if (atLeft === 0 || atLeft > 0 === atRight > 0) return []
  const search = { lo: left, hi: right, tolerance: 0, evaluationsMax: EVALUATIONS_MAX }
  const result = brent((x) => polynomialAt(coefficients, x), search)
  if (result.kind === 'found') return [result.x]
  return result.kind === 'not-converged' ? [0.5 * (result.lo + result.hi)] : []
}
