import { dieboldMariano, qlikeLosses, type LossComparison } from '@ebbline/core'
import {
  ewmaByCustom,
  ewmaFitted,
  garchOfReturns,
  harByHourOfWeek,
  harOf,
  harWithJumps,
  yesterday,
  type Forecaster,
} from './forecasters.ts'
import type { PeriodSeries } from './periods.ts'
import { walkForward, type Schedule } from './walk-forward.ts'

/** How one model did. Skill is the share of a naive forecast's mean QLIKE that it saves: above 0 is better. */
export interface ModelSkill {
  readonly model: string
  readonly meanQlike: number
  readonly againstYesterday: number
  readonly againstEwma: number
  /** Mean QLIKE less that of `ewma-0.94`, with a 95 % interval; null for that forecast itself. */
  readonly difference: LossComparison | null
}

/** What is forecast, and how. */
export type Horizon = 'day' | 'hour'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Length of a horizon's period [ms]. */
export const periodOf = (horizon: Horizon): number => (horizon === 'day' ? DAY_MS : HOUR_MS)

/** A year of days, or two weeks of hours, before the first forecast; fits every month or day, to four years or 90 days. */
export const scheduleOf = (horizon: Horizon): Schedule =>
  horizon === 'day' ? { warmUp: 365, refitEvery: 30, memory: 1461 } : { warmUp: 336, refitEvery: 24, memory: 2160 }

/** The models of a horizon, the two naive ones first. */
export const modelsOf = (horizon: Horizon): readonly Forecaster[] => {
  const lags = horizon === 'day' ? [1, 7, 30] : [1, 6, 24, 168]
  const plain = [yesterday, ewmaByCustom, ewmaFitted, garchOfReturns, harOf(lags), harWithJumps(lags)]
  return horizon === 'day' ? plain : [...plain, harByHourOfWeek(lags, HOUR_MS)]
}

/**
 * Skill of every model of a horizon on one series, walk-forward.
 *
 * @throws ForecastInputError for a series that is too short or does not move
 * @source docs/models/volatility.md, section 6
 */
export const skillOf = (series: PeriodSeries, horizon: Horizon): readonly ModelSkill[] => {
  const schedule = scheduleOf(horizon)
  const realised = series.variance.subarray(schedule.warmUp)
  const losses = modelsOf(horizon).map((model) => {
    const out = new Float64Array(Math.max(0, realised.length))
    qlikeLosses(walkForward(series, model, schedule), realised, out)
    return { model: model.name, losses: out, mean: out.reduce((sum, one) => sum + one, 0) / out.length }
  })
  const named = (name: string): (typeof losses)[number] | undefined => losses.find(({ model }) => model === name)
  const [naive, ewma] = [named(yesterday.name), named(ewmaByCustom.name)]
  const terms = { bandwidth: Math.floor(Math.cbrt(realised.length)), confidence: 0.95 }
  return losses.map(({ model, losses: first, mean }) => ({
    model,
    meanQlike: mean,
    againstYesterday: 1 - mean / (naive?.mean ?? NaN),
    againstEwma: 1 - mean / (ewma?.mean ?? NaN),
    difference:
      ewma === undefined || ewma.model === model ? null : dieboldMariano({ first, second: ewma.losses }, terms),
  }))
}
