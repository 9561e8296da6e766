import { solveCholesky } from '../math/index.ts'
import type { SmilePoints } from './smile-quotes.ts'
import type { SviSlice } from './svi.ts'

/** Places of the bend along the quotes, and its widths in units of the total volatility, that are tried. */
const PLACES: readonly number[] = [0.1, 0.3, 0.45, 0.6, 0.8]
const WIDTHS: readonly number[] = [0.15, 0.5, 1.2, 3]

/**
 * A first slice for a search. With the bend's place m and width σ held, w = α + δ·y + γ·√(y² + 1), y = (k − m)/σ, is linear in
 * α, δ, γ and solved at once; the best of twenty such pairs is taken.
 *
 * @source De Marco and Martini, Quasi-explicit calibration of Gatheral's SVI model, Zeliade Systems (2009)
 */
export const sviStart = (points: SmilePoints): SviSlice => {
  const [first, last] = [points.k[0] ?? NaN, points.k.at(-1) ?? NaN]
  const level = points.w.reduce((least, w) => Math.min(least, w), Infinity)
  let best: Inner = { slice: { a: level, b: 0, rho: 0, m: 0, sigma: 1 }, sum: Infinity }
  for (const place of PLACES)
    for (const width of WIDTHS) {
      const inner = innerFit(points, first + place * (last - first), width * Math.sqrt(level))
      if (inner.sum < best.sum) best = inner
    }
  return best.slice
}

type Inner = { readonly slice: SviSlice; readonly sum: number }

const innerFit = ({ k, w, error }: SmilePoints, m: number, sigma: number): Inner => {
  const matrix = new Float64Array(9)
  const right = new Float64Array(3)
  for (let index = 0; index < k.length; index += 1) {
    const weight = 1 / (error[index] ?? NaN)
    const y = ((k[index] ?? NaN) - m) / sigma
    const row = [weight, weight * y, weight * Math.sqrt(y * y + 1)]
    for (const [i, one] of row.entries()) {
      for (const [j, other] of row.entries()) matrix[3 * i + j] = (matrix[3 * i + j] ?? 0) + one * other
      right[i] = (right[i] ?? 0) + one * weight * (w[index] ?? NaN)
    }
  }
  for (let index = 0; index < 3; index += 1) matrix[4 * index] = (matrix[4 * index] ?? 0) * (1 + 1e-9)
  if (!solveCholesky(matrix, right, 3)) return { slice: { a: 0, b: 0, rho: 0, m, sigma }, sum: Infinity }
  const [level = NaN, tilt = NaN, bend = NaN] = right
  const c = Math.max(bend, 1e-6 * sigma)
  const d = Math.max(-0.98 * c, Math.min(0.98 * c, tilt))
  const slice = { a: level, b: c / sigma, rho: d / c, m, sigma }
  let sum = 0
  for (let index = 0; index < k.length; index += 1) {
    const y = ((k[index] ?? NaN) - m) / sigma
    const off = (level + d * y + c * Math.sqrt(y * y + 1) - (w[index] ?? NaN)) / (error[index] ?? NaN)
    sum += off * off
  }
  return { slice, sum }
}
