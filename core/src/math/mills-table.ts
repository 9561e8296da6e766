import { ONE, multiply, nearest, pi, squareRoot } from './fixed-point.ts'

// M(x) = P(X > x) / φ(x), the Mills ratio, obeys M' = x·M − 1. Taylor expansions at evenly spaced nodes from 0 on come from that
// equation alone: c₀ = M, c₁ = a·c₀ − 1, (n + 1)·c(n+1) = a·c(n) + c(n−1), each node reached from the one before it, in integers.
const EXPANSION_LENGTH_MAX = 400
const ROOT_TWO_PI = squareRoot(2n * pi())

/** 1/√(2π). */
export const ONE_OVER_ROOT_TWO_PI: number = nearest((ONE * ONE) / ROOT_TWO_PI)

/** Nodes in every unit from 0 to `max`, both ends included, and how many coefficients each has. */
export type MillsGrid = { readonly nodesPerUnit: number; readonly max: number; readonly terms: number }

/** Writes the node's row and returns M at the next node. */
const expandAt = (node: number, ratio: bigint, { nodesPerUnit, terms }: MillsGrid, table: Float64Array): bigint => {
  const step = ONE / BigInt(nodesPerUnit)
  const at = BigInt(node) * step
  let before = ratio
  let term = multiply(at, ratio) - ONE
  let power = step
  let next = ratio
  table[node * terms] = nearest((ratio * ONE) / ROOT_TWO_PI)
  for (let n = 1; n < EXPANSION_LENGTH_MAX && power !== 0n; n += 1) {
    if (n < terms) table[node * terms + n] = nearest((term * ONE) / ROOT_TWO_PI)
    next += multiply(term, power)
    const after = (multiply(at, term) + before) / BigInt(n + 1)
    before = term
    term = after
    power = multiply(power, step)
  }
  return next
}

/** Taylor coefficients of M / √(2π), lowest power first, node after node; nodes per unit a power of two. */
export const millsTable = (grid: MillsGrid): Float64Array => {
  const nodes = grid.max * grid.nodesPerUnit + 1
  const table = new Float64Array(nodes * grid.terms)
  let ratio = ROOT_TWO_PI / 2n
  for (let node = 0; node < nodes; node += 1) ratio = expandAt(node, ratio, grid, table)
  return table
}
