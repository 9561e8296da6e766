import { bsm, bsmPrice } from './bsm.ts'
import { PRICE_BOUNDS, type EuropeanTerms, type OptionKind } from './european-terms.ts'
import type { Greeks } from './greeks.ts'
import { requireWithin } from './pricing-input-error.ts'

/** A European option on a future or forward, in one currency; time in years, vol per √year, continuous rate a year. */
export type Black76Terms = {
  readonly kind: OptionKind
  readonly forward: number
  readonly strike: number
  readonly time: number
  readonly vol: number
  readonly rate: number
}

/** With carry equal to the rate a future is the underlying of Black-Scholes-Merton. */
const onFuture = ({ kind, forward, strike, time, vol, rate }: Black76Terms): EuropeanTerms => {
  requireWithin('forward', forward, PRICE_BOUNDS, 'give the price of the future')
  return { kind, spot: forward, strike, time, vol, rate, dividend: rate }
}

/**
 * Discounted price e^(−rT)·(F·N(d₁) − K·N(d₂)) of a call on a future, with the accuracy and the limits of `bsmPrice`.
 *
 * @throws PricingInputError for terms that `requireEuropean` refuses, the forward like a spot.
 * @source Black, Journal of Financial Economics 3 (1976) 167; docs/models/black-scholes.md, eq. 6
 */
export const black76Price = (terms: Black76Terms): number => bsmPrice(onFuture(terms))

/**
 * Price and Greeks of an option on a future. Delta, gamma, vanna and charm are to the future, theta and rho hold it fixed:
 * theta = −∂V/∂T, rho = −T·V. Limits are those of `bsm`.
 *
 * @throws PricingInputError for terms that `requireEuropean` refuses, the forward like a spot.
 * @source Black, Journal of Financial Economics 3 (1976) 167; docs/models/black-scholes.md, eq. 6
 */
export const black76 = (terms: Black76Terms): Greeks => {
  const { dividendRho: _, ...greeks } = bsm(onFuture(terms))
  return { ...greeks, rho: -terms.time * greeks.price }
}
