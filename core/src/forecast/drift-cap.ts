import { requireBetween } from './forecast-input-error.ts'

/** A forecast of drift per year, the volatility per √year, and the time in years over which it is used. */
export type DriftForecast = { readonly drift: number; readonly vol: number; readonly time: number }

/** Largest share of a standard deviation that a forecast may move the mean by. */
export const DRIFT_CAP = 0.5

/**
 * The drift that a schedule may use: at most half a standard deviation over its time, whatever the forecast says, so that a bad forecast
 * cannot override the constraint on ruin.
 *
 *   |μ|·√T/σ ≤ 0.5        (eq. 4)
 *
 * @returns the drift per year, of the same sign and no larger
 * @throws ForecastInputError for a drift that is not finite, a vol outside 0 to 100 or a time outside 1e-12 to 100 years.
 * @source docs/models/order-flow.md, eq. 4
 */
export const cappedDrift = ({ drift, vol, time }: DriftForecast): number => {
  requireBetween('drift', drift, { min: -1e9, max: 1e9 }, 'give a finite drift per year')
  requireBetween('vol', vol, { min: 0, max: 100 }, 'give volatility per square root of a year')
  requireBetween('time', time, { min: 1e-12, max: 100 }, 'give years')
  const most = (DRIFT_CAP * vol) / Math.sqrt(time)
  return Math.max(-most, Math.min(most, drift))
}
