import { bsm, type BsmGreeks } from './bsm.ts'
import type { EuropeanTerms } from './european-terms.ts'
import { PricingInputError, requireWithin } from './pricing-input-error.ts'

/**
 * Who hedges, at which cost: `cost` is what one trade loses as a share of its notional (fee and half the spread), `interval` the
 * time between two hedges [years]. The writer is short the option, the holder long.
 */
export type HedgingCost = { readonly side: 'writer' | 'holder'; readonly cost: number; readonly interval: number }

const ROOT_EIGHT_OVER_PI = 1.5957691216057308

/** The Leland number √(8/π)·cost/(σ·√interval): cost of a hedge against what the spot moves until the next one. (eq. 1) */
export const lelandNumber = (vol: number, { cost, interval }: HedgingCost): number => {
  requireWithin('vol', vol, { min: 1e-6, max: 1000 }, 'give volatility per √year above 0')
  requireWithin('cost', cost, { min: 0, max: 1 }, 'give the cost of one trade as a share of its notional')
  requireWithin('interval', interval, { min: 1e-9, max: 100 }, 'give the years between two hedges')
  return (ROOT_EIGHT_OVER_PI * cost) / (vol * Math.sqrt(interval))
}

/**
 * Volatility at which a hedged option pays for its own hedging: σ·√(1 + Le) for the writer, σ·√(1 − Le) for the holder, Le the
 * Leland number. It holds for options of one sign of gamma hedged at fixed intervals, and in the limit of small costs.
 *
 * @throws PricingInputError where Le ≥ 1 for a holder (hedging costs more than the option gains) and for inputs out of range.
 * @source Leland, Journal of Finance 40 (1985) 1283; Hoggard, Whalley & Wilmott (1994); docs/models/leland.md, eq. 2
 */
export const lelandVol = (vol: number, hedging: HedgingCost): number => {
  const number = lelandNumber(vol, hedging)
  if (hedging.side === 'writer') return vol * Math.sqrt(1 + number)
  if (number < 1) return vol * Math.sqrt(1 - number)
  const remedy = 'hedge less often: the cost of hedging takes all that the option gains'
  throw new PricingInputError('Leland number', number, 'below 1 for a holder', remedy)
}

/** Price and Greeks at the cost-adjusted volatility, which is told with them. */
export type LelandGreeks = BsmGreeks & { readonly adjustedVol: number }

/**
 * What an option is worth to one who hedges it at a cost: `bsm` at `lelandVol`. Vega, vanna and volga are to the adjusted volatility.
 *
 * @throws PricingInputError as `lelandVol` and `bsm`.
 * @source docs/models/leland.md, eq. 2
 */
export const leland = (terms: EuropeanTerms, hedging: HedgingCost): LelandGreeks => {
  const adjustedVol = lelandVol(terms.vol, hedging)
  return { ...bsm({ ...terms, vol: adjustedVol }), adjustedVol }
}
