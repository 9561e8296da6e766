/** An exact rational number, denominator > 0, not necessarily in lowest terms. */
export interface Rational {
  readonly num: bigint
  readonly den: bigint
}

const FORM = /^(-?)(\d{1,2000})(?:\.(\d{1,2000}))?(?:[eE]([+-]?\d{1,4}))?$/

/** Largest power of ten a decimal text may ask for; doubles end at 308. */
const EXPONENT_MAX = 2_000

/** Exact value of a decimal literal such as `-4.50` or `1e-280`, null for any other text. */
export const rationalOfText = (text: string): Rational | null => {
  const match = FORM.exec(text)
  if (match === null) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const scale = Number(exponent) - fraction.length
  if (Math.abs(Number(exponent)) > EXPONENT_MAX) return null
  const digits = BigInt(sign + whole + fraction)
  return scale >= 0 ? { num: digits * 10n ** BigInt(scale), den: 1n } : { num: digits, den: 10n ** BigInt(-scale) }
}

/** Exact value of the shortest decimal text of a double; null for NaN and infinities. */
export const rationalOfNumber = (value: number): Rational | null =>
  Number.isFinite(value) ? rationalOfText(String(value)) : null

/** Sign of left - right: -1, 0 or 1. */
export const compareRationals = (left: Rational, right: Rational): number => {
  const difference = left.num * right.den - right.num * left.den
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** |left - right| */
export const distance = (left: Rational, right: Rational): Rational =>
  absolute({ num: left.num * right.den - right.num * left.den, den: left.den * right.den })

export const absolute = ({ num, den }: Rational): Rational => ({ num: num < 0n ? -num : num, den })

export const product = (left: Rational, right: Rational): Rational => ({
  num: left.num * right.num,
  den: left.den * right.den,
})

/** The larger of two. */
export const larger = (left: Rational, right: Rational): Rational => (compareRationals(left, right) < 0 ? right : left)
