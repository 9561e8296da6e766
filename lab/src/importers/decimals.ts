/** 10^0 … 10^22: all the powers of ten that a double holds exactly. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/** Mantissas below this stay exact when one more digit is added. */
const MANTISSA_MAX = (Number.MAX_SAFE_INTEGER - 9) / 10

const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30

/**
 * The double nearest to the decimal text in `bytes[start, end)`, such as `-12.5` or `1e-05`; NaN for everything else: nothing,
 * blanks, `nan`, `inf`, hexadecimal, thousands separators, and what overflows.
 *
 * Up to 15 digits are read as one exact integer divided by one exact power of ten, which IEEE 754 rounds to the nearest double;
 * longer texts go through `Number`.
 */
export const decimalIn = (bytes: Buffer, start: number, end: number): number => {
  let at = bytes[start] === MINUS ? start + 1 : start
  const negative = at > start
  let mantissa = 0
  let point = -1
  const digitsFrom = at
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    const digit = byte - ZERO
    if (digit >= 0 && digit <= 9 && mantissa <= MANTISSA_MAX) mantissa = mantissa * 10 + digit
    else if (byte === POINT && point < 0) point = at
    else return slowDecimal(bytes, start, end)
  }
  if (at - digitsFrom - (point < 0 ? 0 : 1) <= 0) return Number.NaN
  const size = point < 0 ? mantissa : mantissa / (POWERS[at - point - 1] ?? Number.NaN)
  if (Number.isNaN(size)) return slowDecimal(bytes, start, end)
  return negative ? -size : size
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/

/** Long mantissas and exponents, which are rare. */
const slowDecimal = (bytes: Buffer, start: number, end: number): number => {
  const text = bytes.toString('latin1', start, end)
  const value = PLAIN.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}

/** Digits after the point of an exact size or price of a book row. */
export const EXACT_DIGITS = 8

/**
 * The decimal text in `bytes[start, end)` as an exact integer of 1e-8, without a sign; NaN when it is no plain decimal, has
 * digits other than zero beyond the eighth, or does not fit into 2^53.
 */
export const scaledIn = (bytes: Buffer, start: number, end: number): number => {
  let value = 0
  let point = -1
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    const digit = byte - ZERO
    if (digit >= 0 && digit <= 9) {
      if (point < 0 || at - point <= EXACT_DIGITS) value = value * 10 + digit
      else if (digit !== 0) return Number.NaN
    } else if (byte === POINT && point < 0) point = at
    else return Number.NaN
  }
  const digits = end - start - (point < 0 ? 0 : 1)
  if (digits <= 0) return Number.NaN
  const missing = point < 0 ? EXACT_DIGITS : Math.max(0, EXACT_DIGITS - (end - point - 1))
  const scaled = value * (POWERS[missing] ?? Number.NaN)
  return Number.isSafeInteger(scaled) ? scaled : Number.NaN
}
