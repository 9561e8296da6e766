import {
  ewmaVariances,
  fitEwmaDecay,
  fitGarch,
  fitHar,
  garchVols,
  harDesign,
  harForecast,
  hourOfWeek,
  seasonalFactors,
  type KnownPeriods,
} from '@ebbline/core'
import type { PeriodSeries } from './periods.ts'

/** Forecast of the variance of period t + 1 from what was known at the end of t. */
export type Forecast = (t: number) => number

/** A way to forecast: fitted to the known periods, it may be asked for any t from their end on. */
export interface Forecaster {
  readonly name: string
  readonly open: (series: PeriodSeries) => (known: KnownPeriods) => Forecast
}

/** Tomorrow is as today. */
export const yesterday: Forecaster = {
  name: 'yesterday',
  open:
    ({ variance }) =>
    () =>
    (t) =>
      variance[t] ?? NaN,
}

/** The weighted average by custom. */
export const ewmaByCustom: Forecaster = {
  name: 'ewma-0.94',
  open: ({ variance }) => {
    const states = new Float64Array(variance.length)
    ewmaVariances(0.94, variance, states)
    return () => (t) => states[t] ?? NaN
  },
}

/** The weighted average whose decay did best on the known periods. */
export const ewmaFitted: Forecaster = {
  name: 'ewma-fitted',
  open: ({ variance }) => {
    const states = new Float64Array(variance.length)
    return ({ from, to }) => {
      const decay = fitEwmaDecay(variance.subarray(from, to + 1))
      ewmaVariances(decay, variance.subarray(from), states.subarray(from))
      return (t) => states[t] ?? NaN
    }
  },
}

/** GARCH(1,1) on the returns of whole periods, its level set by the realised variance of the known periods. */
export const garchOfReturns: Forecaster = {
  name: 'garch',
  open: ({ variance, change }) => {
    const vols = new Float64Array(change.length)
    return ({ from, to }) => {
      const fit = fitGarch(change.subarray(from, to + 1))
      const shocks = change.subarray(from).map((one) => one - fit.mu)
      garchVols(fit, shocks, vols.subarray(from))
      const level = meanRatio(variance, vols, { from, to })
      return (t) => level * (vols[t] ?? NaN) ** 2
    }
  },
}

const meanRatio = (variance: Float64Array, vols: Float64Array, { from, to }: KnownPeriods): number => {
  let sum = 0
  for (let t = from; t < to; t += 1) sum += (variance[t + 1] ?? NaN) / (vols[t] ?? NaN) ** 2
  return sum / (to - from)
}

/** HAR on logarithms of realised variance. */
export const harOf = (lags: readonly number[]): Forecaster => ({
  name: 'har',
  open: ({ variance }) => {
    const design = harDesign({ variance, continuous: null }, lags)
    return (known) => {
      const fit = fitHar(design, known)
      return (t) => harForecast(fit, design, t)
    }
  },
})

/** The same with what came in jumps. */
export const harWithJumps = (lags: readonly number[]): Forecaster => ({
  name: 'har-jumps',
  open: (series) => {
    const design = harDesign(series, lags)
    return (known) => {
      const fit = fitHar(design, known)
      return (t) => harForecast(fit, design, t)
    }
  },
})

/** Observations of no pattern at all that stand against those of an hour. */
const TRUST = 8

/** HAR on variances over the factor of their hour of the week, which is put back for the hour that is forecast. */
export const harByHourOfWeek = (lags: readonly number[], periodMs: number): Forecaster => ({
  name: 'har-hour-of-week',
  open: ({ time, variance }) => {
    const slotOf = time.map(hourOfWeek)
    return (known) => {
      const { from, to } = known
      const slotted = { variances: variance.subarray(from, to + 1), slotOf: slotOf.subarray(from, to + 1), slots: 168 }
      const factors = seasonalFactors(slotted, TRUST)
      const plain = variance.map((one, t) => one / (factors[slotOf[t] ?? 0] ?? NaN))
      const design = harDesign({ variance: plain, continuous: null }, lags)
      const fit = fitHar(design, known)
      return (t) => harForecast(fit, design, t) * (factors[hourOfWeek((time[t] ?? NaN) + periodMs)] ?? NaN)
    }
  },
})
