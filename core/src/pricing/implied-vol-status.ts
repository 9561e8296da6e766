import { PRICE_BOUNDS } from './european-terms.ts'
import { impliedSpread } from './implied-spread.ts'

/**
 * What came of a price: a volatility was found; the price is the lower bound itself, so that the volatility is 0; or why there is none.
 * A batch writes the place in this list.
 */
export const IMPLIED_VOL_STATUSES = [
  'found',
  'at-lower-bound',
  'price-not-finite',
  'price-negative',
  'price-below-intrinsic',
  'price-at-upper-bound',
  'forward-out-of-range',
  'strike-out-of-range',
  'time-out-of-range',
] as const

/** One of `IMPLIED_VOL_STATUSES`. */
export type ImpliedVolStatus = (typeof IMPLIED_VOL_STATUSES)[number]

const AT_LOWER_BOUND = 1
const PRICE_NOT_FINITE = 2
const PRICE_NEGATIVE = 3
const PRICE_BELOW_INTRINSIC = 4
const PRICE_AT_UPPER_BOUND = 5
const FORWARD_OUT_OF_RANGE = 6
const STRIKE_OUT_OF_RANGE = 7
const TIME_OUT_OF_RANGE = 8

/** Most years to expiry. */
export const TIME_MAX = 1000

const isPrice = (x: number): boolean => x >= PRICE_BOUNDS.min && x <= PRICE_BOUNDS.max

const refusal = (forward: number, strike: number, time: number, price: number): number => {
  if (!isPrice(forward)) return FORWARD_OUT_OF_RANGE
  if (!isPrice(strike)) return STRIKE_OUT_OF_RANGE
  if (!(time > 0 && time <= TIME_MAX)) return TIME_OUT_OF_RANGE
  if (!(Math.abs(price) < Infinity)) return PRICE_NOT_FINITE
  return price < 0 ? PRICE_NEGATIVE : 0
}

/** price − (upper − lower), the inner difference exact: what the option out of the money is worth. */
const timeValue = (price: number, upper: number, lower: number): number => {
  const intrinsic = upper - lower
  const back = intrinsic - upper
  return price - intrinsic - (upper - (intrinsic - back) - (lower + back))
}

/**
 * Volatility per √year of an undiscounted price, ≥ 0, or minus the place of the refusal in `IMPLIED_VOL_STATUSES`.
 * The kernel of the scalar function and of the batch; it never throws.
 */
export const volOrRefusal = (isCall: boolean, forward: number, strike: number, time: number, price: number): number => {
  const refused = refusal(forward, strike, time, price)
  if (refused !== 0) return -refused
  const upper = isCall ? forward : strike
  const lower = isCall ? strike : forward
  if (price >= upper) return -PRICE_AT_UPPER_BOUND
  const out = upper > lower ? timeValue(price, upper, lower) : price
  if (out < 0) return -PRICE_BELOW_INTRINSIC
  if (out === 0) return 0
  const smaller = upper < lower ? upper : lower
  if (out >= smaller) return -PRICE_AT_UPPER_BOUND
  return impliedSpread(out, smaller, upper < lower ? lower : upper) / Math.sqrt(time)
}

/** The place in `IMPLIED_VOL_STATUSES` that belongs to what `volOrRefusal` said. */
export const statusOf = (result: number): number => (result > 0 ? 0 : result < 0 ? -result : AT_LOWER_BOUND)
