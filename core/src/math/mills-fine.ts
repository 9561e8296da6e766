import { millsTable } from './mills-table.ts'

const NODES_PER_UNIT = 16
const TERMS = 9

/** Where the fine table ends. */
export const FINE_MAX = 10

const TABLE = millsTable({ nodesPerUnit: NODES_PER_UNIT, max: FINE_MAX, terms: TERMS })

/**
 * `scaledUpperTail` for kernels: 0 ≤ x ≤ 10 from a finer table, with half the arithmetic and no branch, within 2 ulp. Outside its domain
 * it is NaN or wrong: callers look first.
 *
 * @source docs/models/elementary-functions.md
 */
export const scaledUpperTailFine = (x: number): number => {
  const node = (x * NODES_PER_UNIT + 0.5) | 0
  const h = x - node / NODES_PER_UNIT // |h| ≤ 1/32
  const row = node * TERMS // 0 ≤ row and row + 8 inside the table for every x of the domain, hence `as number`
  const square = h * h
  const low = (TABLE[row + 2] as number) + h * (TABLE[row + 3] as number)
  const middle = (TABLE[row + 4] as number) + h * (TABLE[row + 5] as number)
  const high = (TABLE[row + 6] as number) + h * (TABLE[row + 7] as number) + square * (TABLE[row + 8] as number)
  const rest = low + square * (middle + square * high)
  return (TABLE[row] as number) + (h * (TABLE[row + 1] as number) + square * rest)
}
