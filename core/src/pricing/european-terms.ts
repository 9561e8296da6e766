import { requireWithin, type Bounds } from './pricing-input-error.ts'

/** Right to buy or right to sell. */
export type OptionKind = 'call' | 'put'

/**
 * A European option and its market: spot and strike in one currency, time to expiry in years (act/365), volatility per √year,
 * continuous rate of the currency and continuous dividend (carry) of the underlying, both a year.
 */
export type EuropeanTerms = {
  readonly kind: OptionKind
  readonly spot: number
  readonly strike: number
  readonly time: number
  readonly vol: number
  readonly rate: number
  readonly dividend: number
}

/** Prices that the arithmetic holds with room for squares; 0 stands beside it where a limit exists. */
export const PRICE_BOUNDS: Bounds = { min: 1e-70, max: 1e70 }
const TIME_BOUNDS: Bounds = { min: 0, max: 1000 }
const VOL_BOUNDS: Bounds = { min: 0, max: 1000 }
const RATE_BOUNDS: Bounds = { min: -100, max: 100 }
const GROWTH_BOUNDS: Bounds = { min: -300, max: 300 }

/**
 * The one check at the door of every closed form.
 *
 * @throws PricingInputError for a field that is NaN, infinite or outside its bounds: spot 1e-70 to 1e70, strike the same or 0,
 * time 0 to 1000, vol 0 to 1000, rates −100 to 100, and rate × time within ±300.
 */
export const requireEuropean = ({ spot, strike, time, vol, rate, dividend }: EuropeanTerms): void => {
  requireWithin('spot', spot, PRICE_BOUNDS, 'give the price of the underlying')
  if (strike !== 0) requireWithin('strike', strike, PRICE_BOUNDS, 'give the strike in the unit of the spot, or 0')
  requireWithin('time', time, TIME_BOUNDS, 'give years to expiry; an expired option is worth its payoff at time 0')
  requireWithin('vol', vol, VOL_BOUNDS, 'give volatility per √year, 0.8 for 80 %')
  requireWithin('rate', rate, RATE_BOUNDS, 'give a continuous rate a year, 0.05 for 5 %')
  requireWithin('dividend', dividend, RATE_BOUNDS, 'give a continuous rate a year, 0.05 for 5 %')
  requireWithin('rate × time', rate * time, GROWTH_BOUNDS, 'give a smaller rate or a shorter time')
  requireWithin('dividend × time', dividend * time, GROWTH_BOUNDS, 'give a smaller rate or a shorter time')
}
