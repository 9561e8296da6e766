import { exp } from '../math/index.ts'
import { PRICE_BOUNDS, type EuropeanTerms, type OptionKind } from './european-terms.ts'
import { TIME_MAX, volOrRefusal } from './implied-vol-status.ts'
import { PricingInputError, requireWithin } from './pricing-input-error.ts'

/** An option on a forward and its undiscounted price, both in the currency of the strike; time in years. */
export type ImpliedVolTerms = {
  readonly kind: OptionKind
  readonly forward: number
  readonly strike: number
  readonly time: number
  readonly price: number
}

const priceError = ({ kind, forward, strike, price }: ImpliedVolTerms): PricingInputError => {
  const bound = kind === 'call' ? forward : strike
  const intrinsic = Math.max(kind === 'call' ? forward - strike : strike - forward, 0)
  const allowed = `${intrinsic} (intrinsic) to below ${bound} (bound)`
  if (!(Math.abs(price) < Infinity)) return new PricingInputError('price', price, allowed, 'give a finite price')
  if (price < 0) return new PricingInputError('price', price, allowed, 'a right is worth nothing at least')
  if (price >= bound) return new PricingInputError('price', price, allowed, `a ${kind} is worth less than its bound`)
  return new PricingInputError(
    'price',
    price,
    allowed,
    'it is below intrinsic; check that forward and price are of one moment',
  )
}

/**
 * Volatility per √year at which Black's formula gives the undiscounted price: to a relative 1e-14, or to a few times
 * 2^-52·price/(vega·vol) of the option out of the money where the price itself holds no more. An option in the money is turned into the
 * other one by parity, which loses log₁₀(price / time value) digits of its price.
 *
 * A price equal to its lower bound (0 or intrinsic) has volatility 0.
 *
 * @throws PricingInputError for a price that is negative, not finite, below intrinsic, or at or above its bound (forward of a call, strike
 * of a put); forward or strike outside 1e-70 to 1e70; time ≤ 0 or above 1000.
 * @source docs/models/implied-volatility.md
 */
export const impliedVol = (terms: ImpliedVolTerms): number => {
  const { kind, forward, strike, time, price } = terms
  const vol = volOrRefusal(kind === 'call', forward, strike, time, price)
  if (vol >= 0) return vol
  requireWithin('forward', forward, PRICE_BOUNDS, 'give the price of the future')
  requireWithin('strike', strike, PRICE_BOUNDS, 'give the strike in the unit of the forward')
  if (!(time > 0 && time <= TIME_MAX))
    throw new PricingInputError('time', time, `above 0 to ${TIME_MAX}`, 'an expired option has no volatility')
  throw priceError(terms)
}

/**
 * The same for a discounted price on a spot: `bsmPrice` with that volatility gives `price`.
 *
 * @throws PricingInputError as `impliedVol` does, for the forward S·e^((r−q)T) and the price·e^(rT).
 * @source docs/models/implied-volatility.md, eq. 7
 */
export const bsmImpliedVol = (terms: Omit<EuropeanTerms, 'vol'> & { readonly price: number }): number => {
  const { kind, spot, strike, time, rate, dividend, price } = terms
  const forward = spot * exp((rate - dividend) * time)
  return impliedVol({ kind, forward, strike, time, price: price * exp(rate * time) })
}
