import { COEFFICIENTS, NODES_PER_UNIT, TABLE_MAX, TERMS, scaledUpperTail } from './mills-ratio.ts'
import { ONE_OVER_ROOT_TWO_PI } from './mills-table.ts'

const STEP_NEAR = 0.0625 // both ends lie within 0.16 of one node
const STEP_FAR = 0.25 // and within a quarter, where the coefficients fall like 4^-n or faster
const FAR = 4

/** The drop between two arguments near one node: minus the divided difference of its polynomial, whose terms do not cancel. */
const fromTable = (from: number, to: number, step: number): number => {
  const node = ((from + 0.5 * step) * NODES_PER_UNIT + 0.5) | 0 // the middle lies in [0, 16.2): node ≤ 64, inside the table
  const centre = node / NODES_PER_UNIT
  const x = from - centre
  const y = to - centre
  const row = node * TERMS
  let value = COEFFICIENTS[row + TERMS - 1] as number
  let slope = 0
  for (let n = TERMS - 2; n >= 0; n -= 1) {
    slope = slope * y + value
    value = value * x + (COEFFICIENTS[row + n] as number)
  }
  return -step * slope
}

/** The same for both arguments ≥ 16 by the divided difference of (1 − u(1 − 3u(1 − 5u …)))/x, u = 1/x². */
const fromSeries = (from: number, to: number, step: number): number => {
  const p = 1 / from
  const q = 1 / to
  const u = p * p
  const w = q * q
  let value = 1
  let slope = 0
  for (let odd = 23; odd >= 1; odd -= 2) {
    slope = -odd * (value + w * slope)
    value = 1 - odd * u * value
  }
  return step * p * q * (value + q * (p + q) * slope) * ONE_OVER_ROOT_TWO_PI
}

/**
 * `scaledUpperTail(from) − scaledUpperTail(from + step)` to a relative 3e-14 (1e-15 for a step below 1/16 or an argument from 16
 * on), where subtracting would keep nothing for small steps. Domain: step ≥ 0, and from ≥ 0, or from ≥ −step/2 with step ≤ 1/16.
 *
 * @source docs/models/elementary-functions.md
 */
export const scaledUpperTailDrop = (from: number, step: number): number => {
  const to = from + step
  if (from >= TABLE_MAX) return fromSeries(from, to, step)
  if (step <= STEP_NEAR || (step <= STEP_FAR && from >= FAR)) return fromTable(from, to, step)
  return scaledUpperTail(from) - scaledUpperTail(to)
}
