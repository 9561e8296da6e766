/** A text that is not a decimal number, or has more decimals than the scale can hold. */
export class DecimalError extends Error {
  override readonly name = 'DecimalError'
  constructor(text: string, decimals: number) {
    super(`'${text.slice(0, 60)}' is not a decimal number with at most ${decimals} decimals; write it like -12.5`)
  }
}

const FORM = /^(-?)(\d{1,60})(?:\.(\d{1,60}))?$/

/**
 * Exact integer of a decimal text at a scale of `10^decimals`.
 *
 * @returns `text × 10^decimals`; nothing is rounded.
 * @throws DecimalError for anything but sign, digits, point, digits, and for digits beyond the scale (trailing zeros are allowed).
 */
export const parseDecimal = (text: string, decimals: number): bigint => {
  const match = FORM.exec(text)
  if (match === null) throw new DecimalError(text, decimals)
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) throw new DecimalError(text, decimals)
  const value = BigInt((match[2] ?? '') + fraction.padEnd(decimals, '0'))
  return match[1] === '-' ? -value : value
}

/** Shortest decimal text of `value / 10^decimals`: exact, no trailing zeros, no exponent, no minus zero. */
export const formatDecimal = (value: bigint, decimals: number): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return (value < 0n ? '-' : '') + whole + (fraction === '' ? '' : `.${fraction}`)
}
