/**
 * Fixed point on bigint: the integer n stands for n / 2^320. Only for building the tables and constants of this folder
 * when it loads: integers are the same on every engine, so the tables are too.
 */
const BITS = 320n

/** One, in fixed point. */
export const ONE: bigint = 1n << BITS

/** a·b in fixed point, rounded down. */
export const multiply = (a: bigint, b: bigint): bigint => (a * b) >> BITS

/** Square root of a fixed point number a ≥ 0, rounded down: Newton's iteration from above, which falls until it is done. */
export const squareRoot = (a: bigint): bigint => {
  const radicand = a << BITS
  let root = 1n << BigInt((radicand.toString(2).length + 1) >> 1)
  for (let next = (root + radicand / root) >> 1n; next < root; next = (root + radicand / root) >> 1n) root = next
  return root
}

/** Nearest double to a fixed point number (ties to even, as `Number(bigint)` is specified). */
export const nearest = (a: bigint): number => Number(a) / Number(ONE)

/** What rounding a to `head`, its nearest double, left out. For |head| above 2^-67, whose bits all lie above 2^-120. */
export const roundingLoss = (a: bigint, head: number): number =>
  nearest(a - (BigInt(head * 1.329227995784916e36) << (BITS - 120n)))

/** The part of a that lies on the grid of 2^-gridBits, rounded down: a double with trailing zeros, so that its small multiples are exact. */
export const onGrid = (a: bigint, gridBits: bigint): bigint => (a >> (BITS - gridBits)) << (BITS - gridBits)

/** ln(numerator / denominator) of small positive integers, by 2·atanh((p − q)/(p + q)). */
export const logarithmOfRatio = (numerator: bigint, denominator: bigint): bigint => {
  const up = numerator - denominator
  const down = numerator + denominator
  let power = (ONE * up) / down
  let sum = 0n
  for (let odd = 1n; power > odd || -power > odd; odd += 2n) {
    sum += power / odd
    power = (power * up * up) / (down * down)
  }
  return 2n * sum
}

/** arctan(numerator / denominator) of small non-negative integers, on a unit of `one`, by Euler's series (every term positive). */
export const arctangentOfRatio = (numerator: bigint, denominator: bigint, one: bigint = ONE): bigint => {
  const square = numerator * numerator
  const whole = square + denominator * denominator
  let term = (one * numerator * denominator) / whole
  let sum = 0n
  for (let n = 1n; term > 0n; n += 1n) {
    sum += term
    term = (term * 2n * n * square) / ((2n * n + 1n) * whole)
  }
  return sum
}

/** π on a unit of `one`: Machin's 16·arctan(1/5) − 4·arctan(1/239). */
export const pi = (one: bigint = ONE): bigint =>
  16n * arctangentOfRatio(1n, 5n, one) - 4n * arctangentOfRatio(1n, 239n, one)

/** ln 2 in fixed point. */
export const LN2: bigint = logarithmOfRatio(2n, 1n)
