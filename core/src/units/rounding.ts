/** Direction of an inexact division: `up` towards +infinity, `down` towards -infinity, whatever the signs. */
export type Rounding = 'up' | 'down'

/**
 * Quotient of two integers with stated rounding.
 *
 * @returns ⌈numerator/denominator⌉ for `up`, ⌊numerator/denominator⌋ for `down`; refuses a zero denominator (RangeError of the language).
 */
export const divide = (numerator: bigint, denominator: bigint, round: Rounding): bigint => {
  const quotient = numerator / denominator
  const remainder = numerator - quotient * denominator
  if (remainder === 0n) return quotient
  const negative = remainder < 0n !== denominator < 0n
  if (round === 'up') return negative ? quotient : quotient + 1n
  return negative ? quotient - 1n : quotient
}

/** `a × b / denominator`: multiplied first, divided once, with stated rounding. */
export const mulDiv = (a: bigint, b: bigint, denominator: bigint, round: Rounding): bigint =>
  divide(a * b, denominator, round)

/** Absolute value. */
export const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** The smaller of two exact values of one dimension. */
export const least = <T extends bigint>(a: T, b: T): T => (a < b ? a : b)

/** The larger of two exact values of one dimension. */
export const greatest = <T extends bigint>(a: T, b: T): T => (a > b ? a : b)
