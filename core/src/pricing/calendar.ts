import { polynomialProduct, polynomialRoots, polynomialSum, type Polynomial } from '../math/index.ts'
import type { LogStrikeStretch } from './butterfly.ts'
import { sviVariance, type SviSlice } from './svi.ts'

/** Whether a later slice has less total variance than an earlier one anywhere on the whole line, and where. */
export type Calendar =
  | { readonly kind: 'free' }
  | { readonly kind: 'arbitrage'; readonly where: readonly LogStrikeStretch[] }

/** Log strike beyond which both slices are their wings. */
const LINE = 1e4
/** Share of total variance that counts as touching. */
const TOUCH = 1e-9

/**
 * Where the later slice lies under the earlier one. With w₂ − w₁ = A + b₂R₂ − b₁R₁, A linear in k, every zero solves the quartic
 * 4·A²·b₂²R₂² = (b₁²R₁² − A² − b₂²R₂²)²; between two of its roots the difference keeps its sign.
 *
 * @source Gatheral and Jacquier, Quantitative Finance 14 (2014) 59, section 3.1; docs/models/surfaces.md, eq. 6
 */
export const calendarOf = (earlier: SviSlice, later: SviSlice): Calendar => {
  const edges = [-LINE, ...placesOf(crossings(earlier, later)), LINE]
  const where: LogStrikeStretch[] = []
  for (const [index, right] of edges.slice(1).entries()) {
    const left = edges[index] ?? -LINE
    const middle = right === LINE ? LINE : left === -LINE ? -LINE : 0.5 * (left + right)
    const before = sviVariance(earlier, middle)
    if (sviVariance(later, middle) >= before * (1 - TOUCH)) continue
    const stretch = { low: left === -LINE ? -Infinity : left, high: right === LINE ? Infinity : right }
    const last = where.at(-1)
    if (last?.high === stretch.low) where[where.length - 1] = { low: last.low, high: stretch.high }
    else where.push(stretch)
  }
  return where.length === 0 ? { kind: 'free' } : { kind: 'arbitrage', where }
}

/** Roots and extrema in order: where a slice is flat the quartic is a square and only touches zero, at an extremum. */
const placesOf = (quartic: Polynomial): readonly number[] => {
  const derivative = quartic.slice(1).map((coefficient, power) => coefficient * (power + 1))
  const line = { lo: -LINE, hi: LINE }
  return [...polynomialRoots(quartic, line), ...polynomialRoots(derivative, line)].toSorted((a, b) => a - b)
}

const crossings = (one: SviSlice, two: SviSlice): Polynomial => {
  const line: Polynomial = [
    two.a - one.a - two.b * two.rho * two.m + one.b * one.rho * one.m,
    two.b * two.rho - one.b * one.rho,
  ]
  const square = polynomialProduct(line, line)
  const [early, late] = [squaredBend(one), squaredBend(two)]
  const rest = polynomialSum([1, early], [-1, square], [-1, late])
  return polynomialSum([4, polynomialProduct(square, late)], [-1, polynomialProduct(rest, rest)])
}

/** b²·((k − m)² + σ²). */
const squaredBend = ({ b, m, sigma }: SviSlice): Polynomial => [b * b * (m * m + sigma * sigma), -2 * b * b * m, b * b]
