import { ONE_OVER_ROOT_TWO_PI, millsTable } from './mills-table.ts'

/** Nodes of the table in every unit. */
export const NODES_PER_UNIT = 4
/** Where the table ends and the asymptotic series begins. */
export const TABLE_MAX = 16
/** Coefficients of every node. */
export const TERMS = 14
/** The table of M / √(2π) at 0, ¼, ½ … 16. */
export const COEFFICIENTS: Float64Array = millsTable({ nodesPerUnit: NODES_PER_UNIT, max: TABLE_MAX, terms: TERMS })

/** M(x) / √(2π) from the nearest node, |h| ≤ 1/8; even and odd powers apart. */
const fromTable = (x: number): number => {
  const node = (x * NODES_PER_UNIT + 0.5) | 0 // 0 ≤ node ≤ 64 as x ≤ 16: inside the table
  const h = x - node / NODES_PER_UNIT
  const row = node * TERMS
  const square = h * h
  let even = COEFFICIENTS[row + TERMS - 2] as number
  let odd = COEFFICIENTS[row + TERMS - 1] as number
  for (let n = TERMS - 4; n >= 2; n -= 2) {
    even = even * square + (COEFFICIENTS[row + n] as number)
    odd = odd * square + (COEFFICIENTS[row + n + 1] as number)
  }
  return (COEFFICIENTS[row] as number) + (h * (COEFFICIENTS[row + 1] as number) + square * (even + h * odd))
}

/** M(x) / √(2π) for x ≥ 16 by the asymptotic series (1 − u(1 − 3u(1 − 5u …))) / x, u = 1/x². */
const fromSeries = (x: number): number => {
  const u = 1 / x / x
  let sum = 1
  for (let odd = 23; odd >= 1; odd -= 2) sum = 1 - odd * u * sum
  return (sum * ONE_OVER_ROOT_TWO_PI) / x
}

/**
 * The upper tail of the standard normal without its exponential: P(X > x) · e^(x²/2) for x ≥ 0, between ½ and 0; within 1.5 ulp.
 *
 * @source docs/models/elementary-functions.md
 */
export const scaledUpperTail = (x: number): number => (x < TABLE_MAX ? fromTable(x) : fromSeries(x))
