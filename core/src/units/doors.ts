import type { Rounding } from './rounding.ts'

/** A float that has no exact counterpart: NaN or an infinity. */
export class QuantizeError extends Error {
  override readonly name = 'QuantizeError'
  constructor(value: number) {
    super(`${value} cannot become an exact amount; only finite numbers can`)
  }
}

/**
 * The door from float into exact: the nearest integer in the stated direction.
 *
 * @returns ⌈value⌉ for `up`, ⌊value⌋ for `down`. The caller brands it (`atoms`, `lots`, `ticks`, `ratio`).
 * @throws QuantizeError for NaN and infinities.
 */
export const quantize = (value: number, round: Rounding): bigint => {
  if (!Number.isFinite(value)) throw new QuantizeError(value)
  return BigInt(round === 'up' ? Math.ceil(value) : Math.floor(value))
}

/** The door from exact to float: nearest double, relative error at most 2^-53. Never used where money is decided. */
export const approx = (exact: bigint): number => Number(exact)
