import {
  christoffersen,
  empiricalTailRisk,
  fitParetoTail,
  ForecastInputError,
  normalTailRisk,
  paretoTailRisk,
  shortfallNull,
  shortfallStatistics,
  simulatedPValue,
  math,
  type BreachTests,
  type TailRisk,
} from '@ebbline/core'
import { ewmaByCustom, harWithJumps, type Forecaster } from './forecasters.ts'
import type { PeriodSeries } from './periods.ts'
import { scheduleOf } from './skill.ts'
import { walkForward } from './walk-forward.ts'

/** How tomorrow's loss is bounded. */
export type TailMethod = 'historical' | 'ewma-normal' | 'filtered' | 'filtered-pareto'

/** One method against what came. */
export interface TailSkill {
  readonly method: TailMethod
  readonly confidence: number
  readonly days: number
  readonly breaches: number
  readonly tests: BreachTests
  /** Acerbi and Szekely's Z₂, and its one-sided p-value where losses have four degrees of freedom. */
  readonly z2: number
  readonly z2PValue: number
  /** Mean ES over mean |loss|: what the caution costs. */
  readonly costliness: number
}

/** Days whose losses, or losses in units of their forecast, bound the next one. */
const MEMORY = 500
const TAIL_SHARE = 0.1

interface Bounded {
  readonly losses: Float64Array
  readonly valueAtRisk: Float64Array
  readonly expectedShortfall: Float64Array
}

/**
 * Bounds each day's loss of a long position by what was known the day before, and backtests the bounds. Volatility is that of
 * `ewma-0.94` or, in the filtered methods, of `har-jumps`, both walk-forward; all methods are judged on the same days.
 *
 * @throws ForecastInputError for fewer than 866 days: a year of warm-up, 500 days of memory, one to judge
 * @source docs/models/tails.md, section 7
 */
export const tailSkill = (series: PeriodSeries, confidence: number): readonly TailSkill[] => {
  const least = scheduleOf('day').warmUp + MEMORY + 1
  const count = series.change.length
  if (count < least) throw new ForecastInputError('days', count, `at least ${least}`, 'give a longer series')
  const bounds = METHODS.map(({ method, bound }) => ({ method, bounded: bound(series, confidence) }))
  const days = count - least + 1
  const { z2 } = shortfallNull({
    law: { kind: 'student-t', degrees: 4 },
    periods: days,
    confidence,
    replications: REPLICATIONS,
    stream: math.randomStream(1, days),
  })
  return bounds.map(({ method, bounded }) => judged(method, bounded, { confidence, sample: z2 }))
}

/** How a tail is read off past losses. */
type TailReader = (losses: Float64Array, confidence: number) => TailRisk

const paretoReader: TailReader = (losses, confidence) => paretoTailRisk(fitParetoTail(losses, TAIL_SHARE), confidence)

const METHODS: readonly {
  readonly method: TailMethod
  readonly bound: (series: PeriodSeries, confidence: number) => Bounded
}[] = [
  { method: 'historical', bound: (series, confidence) => boundBy(series, { read: empiricalTailRisk }, confidence) },
  {
    method: 'ewma-normal',
    bound: (series, confidence) =>
      boundBy(series, { read: () => normalTailRisk(confidence), model: ewmaByCustom }, confidence),
  },
  {
    method: 'filtered',
    bound: (series, confidence) => boundBy(series, { read: empiricalTailRisk, model: HAR }, confidence),
  },
  {
    method: 'filtered-pareto',
    bound: (series, confidence) => boundBy(series, { read: paretoReader, model: HAR }, confidence),
  },
]

const HAR = harWithJumps([1, 7, 30])

/** Each day's bound from the `MEMORY` days before it, in units of the model's volatility where there is one. */
const boundBy = (
  series: PeriodSeries,
  { read, model }: { readonly read: TailReader; readonly model?: Forecaster },
  confidence: number,
): Bounded => {
  const schedule = scheduleOf('day')
  const losses = series.change.subarray(schedule.warmUp).map((one) => -one)
  const vols = model === undefined ? losses.map(() => 1) : walkForward(series, model, schedule).map(Math.sqrt)
  const scaled = losses.map((one, i) => one / (vols[i] ?? NaN))
  const risks = Array.from({ length: Math.max(0, losses.length - MEMORY) }, (_, i) =>
    read(scaled.subarray(i, i + MEMORY), confidence),
  )
  return {
    losses: losses.subarray(MEMORY),
    valueAtRisk: Float64Array.from(risks, ({ valueAtRisk }, i) => valueAtRisk * (vols[MEMORY + i] ?? NaN)),
    expectedShortfall: Float64Array.from(risks, (one, i) => one.expectedShortfall * (vols[MEMORY + i] ?? NaN)),
  }
}

const REPLICATIONS = 2000

interface Judge {
  readonly confidence: number
  /** Z₂ under a right model, in rising order. */
  readonly sample: Float64Array
}

const judged = (method: TailMethod, bounded: Bounded, { confidence, sample }: Judge): TailSkill => {
  const { losses, valueAtRisk, expectedShortfall } = bounded
  const marks = losses.map((one, i) => (one > (valueAtRisk[i] ?? NaN) ? 1 : 0))
  const { z2, breaches } = shortfallStatistics(bounded, confidence)
  const asked = expectedShortfall.reduce((sum, one) => sum + one, 0)
  return {
    method,
    confidence,
    days: losses.length,
    breaches,
    tests: christoffersen(marks, confidence),
    z2,
    z2PValue: simulatedPValue(sample, z2),
    costliness: asked / losses.reduce((sum, one) => sum + Math.abs(one), 0),
  }
}
