import { ChartInputError } from './error.ts'

/** An exact decimal: (−1 if negative) × digits ÷ 10^scale. Zero is never negative. */
export type Decimal = { readonly negative: boolean; readonly digits: bigint; readonly scale: number }

const PATTERN = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

/** Reads a decimal string or the shortest decimal of a number, without loss; refuses anything else (NaN, '', '1,000'). */
export const parseDecimal = (field: string, value: string | number): Decimal => {
  const match = PATTERN.exec(String(value))
  if (match === null) throw new ChartInputError(field, value, 'a finite number or a decimal string such as "-12.50"')
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = match
  const shift = fraction.length - Number(exponent)
  const written = BigInt(whole + fraction)
  const digits = shift < 0 ? written * 10n ** BigInt(-shift) : written
  return { negative: sign === '-' && digits !== 0n, digits, scale: Math.max(0, shift) }
}

const signed = (value: Decimal, scale: number): bigint =>
  (value.negative ? -value.digits : value.digits) * 10n ** BigInt(scale - value.scale)

/** −1, 0 or 1 as a is below, equal to or above b; exact at any length. */
export const compareDecimal = (a: Decimal, b: Decimal): -1 | 0 | 1 => {
  const scale = Math.max(a.scale, b.scale)
  const left = signed(a, scale)
  const right = signed(b, scale)
  return left < right ? -1 : left > right ? 1 : 0
}

/** The decimal with `places` digits after the point, half away from zero; more places pad with zeros. */
export const roundTo = (value: Decimal, places: number): Decimal => {
  if (places >= value.scale)
    return { ...value, digits: value.digits * 10n ** BigInt(places - value.scale), scale: places }
  const unit = 10n ** BigInt(value.scale - places)
  const digits = (value.digits * 2n + unit) / (unit * 2n)
  return { negative: value.negative && digits !== 0n, digits, scale: places }
}

/** Power of ten of the leading digit: 1234 → 3, 0.05 → −2, 0 → 0. */
export const magnitude = (value: Decimal): number =>
  value.digits === 0n ? 0 : String(value.digits).length - 1 - value.scale

/** The decimal × 10^power, exact. */
export const shift = (value: Decimal, power: number): Decimal => {
  const scale = value.scale - power
  return scale >= 0
    ? { ...value, scale }
    : { negative: value.negative, digits: value.digits * 10n ** BigInt(-scale), scale: 0 }
}

/** The decimal without zeros at the end of its fraction. */
export const trimmed = (value: Decimal): Decimal => {
  let { digits, scale } = value
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n
    scale -= 1
  }
  return { negative: value.negative, digits, scale }
}

/** Every digit kept, thousands grouped, a true minus sign: `−1,234,567.8900`. `prefix` stands between sign and digits. */
export const writeDecimal = (value: Decimal, prefix: string): string => {
  const padded = String(value.digits).padStart(value.scale + 1, '0')
  const whole = padded.slice(0, padded.length - value.scale).replaceAll(/\B(?=(\d{3})+$)/g, ',')
  const fraction = value.scale === 0 ? '' : `.${padded.slice(-value.scale)}`
  return `${value.negative ? '−' : ''}${prefix}${whole}${fraction}`
}
