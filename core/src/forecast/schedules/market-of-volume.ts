import { requireBetween } from '../forecast-input-error.ts'
import type { LinearMarket } from './almgren-chriss.ts'

/** What is known of a market without its book: price, vol per √year, volume a day in units, and the fee with half the spread as a share. */
export type MarketTerms = {
  readonly price: number
  readonly vol: number
  readonly dailyVolume: number
  readonly fixedShare: number
}

/** Y of the square-root law, the share of the move that stays, and the size from which on the root holds, in daily volumes. */
export const IMPACT_ASSUMED: { readonly y: number; readonly permanentShare: number; readonly crossover: number } = {
  y: 1,
  permanentShare: 0.4,
  crossover: 1e-4,
}

const DAYS = 365
const HOURS = 24
const PARTICIPATION = 0.1

/**
 * A linear market, in years, that costs what the square-root law says at one rate and for one size:
 *
 *   ησ-slope: trading a tenth of the volume costs ⅔·Y·σ_D·√(0.1/24), the root law's average over an hour     (eq. 9)
 *   γ: closing the whole quantity leaves 0.4·Y·σ_D·√(Q/V), Q not below the crossover
 *
 * An assumption with the constants of `IMPACT_ASSUMED`, not a fit: a real book beats it.
 *
 * @throws ForecastInputError for a price, vol, volume or quantity not above 0, or a share outside 0 to 0.5.
 * @source docs/models/impact.md, eq. 3; docs/models/execution-theory.md, eq. 9
 */
export const marketOfVolume = (terms: MarketTerms, quantity: number): LinearMarket => {
  const { price, vol, dailyVolume, fixedShare } = terms
  for (const [field, value] of Object.entries({ price, vol, dailyVolume, quantity }))
    requireBetween(field, value, { min: 1e-30, max: 1e30 }, 'give a number above 0')
  requireBetween('fixedShare', fixedShare, { min: 0, max: 0.5 }, 'give a share of the price')
  const { y, permanentShare, crossover } = IMPACT_ASSUMED
  const dailyMove = y * vol * Math.sqrt(1 / DAYS) * price
  const rate = PARTICIPATION * dailyVolume * DAYS
  const rooted = Math.max(quantity, crossover * dailyVolume)
  return {
    vol: vol * price,
    fixed: fixedShare * price,
    temporary: ((2 / 3) * dailyMove * Math.sqrt(PARTICIPATION / HOURS)) / rate,
    permanent: (permanentShare * dailyMove) / Math.sqrt(rooted * dailyVolume),
  }
}
