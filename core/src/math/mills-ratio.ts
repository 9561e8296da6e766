import { ONE, multiply, nearest, pi, squareRoot } from './fixed-point.ts'

// M(x) = P(X > x) / φ(x), the Mills ratio, obeys M' = x·M − 1. Taylor expansions at the nodes 0, ¼, ½ … 16 come from that equation
// alone: c₀ = M, c₁ = a·c₀ − 1, (n + 1)·c(n+1) = a·c(n) + c(n−1), each node reached from the one before it, in integers.
/** Nodes of the table in every unit. */
export const NODES_PER_UNIT = 4
/** Where the table ends and the asymptotic series begins. */
export const TABLE_MAX = 16
/** Coefficients of every node. */
export const TERMS = 14
const NODES = TABLE_MAX * NODES_PER_UNIT + 1
const EXPANSION_LENGTH_MAX = 400
const ROOT_TWO_PI = squareRoot(2n * pi())

/** Taylor coefficients of M / √(2π), lowest power first, node after node. */
export const COEFFICIENTS: Float64Array = new Float64Array(NODES * TERMS)

/** Writes the node's row and returns M at the next node. */
const expandAt = (node: number, ratio: bigint): bigint => {
  const step = ONE / BigInt(NODES_PER_UNIT)
  const at = BigInt(node) * step
  let before = ratio
  let term = multiply(at, ratio) - ONE
  let power = step
  let next = ratio
  COEFFICIENTS[node * TERMS] = nearest((ratio * ONE) / ROOT_TWO_PI)
  for (let n = 1; n < EXPANSION_LENGTH_MAX && power !== 0n; n += 1) {
    if (n < TERMS) COEFFICIENTS[node * TERMS + n] = nearest((term * ONE) / ROOT_TWO_PI)
    next += multiply(term, power)
    const after = (multiply(at, term) + before) / BigInt(n + 1)
    before = term
    term = after
    power = multiply(power, step)
  }
  return next
}

let ratioAtNode = ROOT_TWO_PI / 2n
for (let node = 0; node < NODES; node += 1) ratioAtNode = expandAt(node, ratioAtNode)

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

/** 1/√(2π). */
export const ONE_OVER_ROOT_TWO_PI: number = nearest((ONE * ONE) / ROOT_TWO_PI)

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
