import { ForecastInputError } from '@ebbline/core'
import type { Forecaster } from './forecasters.ts'
import type { PeriodSeries } from './periods.ts'

/** When models learn, counted in periods. */
export interface Schedule {
  /** Periods known before the first forecast. */
  readonly warmUp: number
  readonly refitEvery: number
  /** How many periods back a fit looks at most. */
  readonly memory: number
}

/**
 * Forecasts period after period: at the end of t each model knows the periods up to t and no later one; every `refitEvery` periods it is
 * fitted anew to the last `memory` of them. `result[i]` is the forecast for period warmUp + i.
 *
 * @throws ForecastInputError for a series that is not longer than the warm-up, or what the model refuses
 */
export const walkForward = (series: PeriodSeries, forecaster: Forecaster, schedule: Schedule): Float64Array => {
  const { warmUp, refitEvery, memory } = schedule
  const n = series.variance.length
  if (n <= warmUp) throw new ForecastInputError('periods', n, `more than ${warmUp}`, 'give a longer series')
  const fit = forecaster.open(series)
  const out = new Float64Array(n - warmUp)
  let forecast = fit({ from: Math.max(0, warmUp - memory), to: warmUp - 1 })
  for (let i = 0; i < out.length; i += 1) {
    const t = warmUp - 1 + i
    if (i > 0 && i % refitEvery === 0) forecast = fit({ from: Math.max(0, t + 1 - memory), to: t })
    out[i] = forecast(t)
  }
  return out
}
