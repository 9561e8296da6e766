import { log } from '../math/index.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import { requirePaired, requirePositive } from './series-check.ts'

/**
 * How wrong a forecast of variance was, 0 at best: the ranking of forecasts under it does not change when the realised variance is an
 * unbiased but noisy proxy.
 *
 *   L(x, h) = x/h − ln(x/h) − 1        (eq. 9)
 *
 * x what came · h what was forecast, both variances above 0; no units.
 *
 * @throws ForecastInputError for a variance that is not above 0.
 * @source Patton, Journal of Econometrics 160 (2011) 246; docs/models/volatility.md, eq. 9
 */
export const qlike = (realised: number, forecast: number): number => {
  const ratio = realised / forecast
  if (!(ratio > 0 && ratio < Infinity))
    throw new ForecastInputError('realised / forecast', ratio, 'above 0 and finite', 'give variances above 0')
  return ratio - log(ratio) - 1
}

/** Mean of `qlike` over paired forecasts and realised variances. @throws ForecastInputError for none, or unequal lengths. */
export const meanQlike = (forecasts: ArrayLike<number>, realised: ArrayLike<number>): number => {
  const losses = new Float64Array(forecasts.length)
  qlikeLosses(forecasts, realised, losses)
  return losses.reduce((sum, one) => sum + one, 0) / losses.length
}

/** `qlike` of each pair, into `out`. @throws ForecastInputError for none, unequal lengths, or a variance that is not above 0. */
export const qlikeLosses = (forecasts: ArrayLike<number>, realised: ArrayLike<number>, out: Float64Array): void => {
  requirePositive('forecasts', forecasts, 1)
  requirePositive('realised', realised, 1)
  requirePaired('forecasts', forecasts, realised)
  for (let t = 0; t < forecasts.length; t += 1) out[t] = qlike(realised[t] ?? NaN, forecasts[t] ?? NaN)
}
