import { brierDecomposition, math, type BrierDecomposition } from '@ebbline/core'
import { bootstrap, type Estimate } from '../fit/bootstrap.ts'
import type { Stretches, Sums } from '../fit/sums.ts'
import type { BookSamples } from './book-samples.ts'
import {
  DIRECTION_WIDTH,
  FEATURES,
  scoreDirections,
  withFeatures,
  type DirectionRows,
  type DirectionTerms,
} from './direction-skill.ts'
import { LINEAR_WIDTH, linearErrors, skillOf, type FlowModel, type Lag } from './linear-skill.ts'
import { TIMING_WIDTH, timingGains, type TimingTerms } from './timing-value.ts'

/** R² out of sample of one way to read flow, on one book or on the mean of all. */
export interface LinearResult {
  readonly market: string
  readonly model: FlowModel
  readonly lag: Lag
  readonly skill: Estimate
}

/** Log loss out of sample of 'mid is lower a second later': 1 − model/base rate, and the Brier score taken apart. */
export interface DirectionResult {
  readonly market: string
  readonly features: readonly string[]
  readonly skill: Estimate
  readonly brier: BrierDecomposition
}

/** What the forecast is worth to one who must sell once in five seconds, in bp of price: over selling at once, and over an even pace. */
export interface TimingResult {
  readonly market: string
  readonly overAtOnce: Estimate
  readonly overEvenPace: Estimate
}

/** Something of each book, by the book's name. */
export type ByMarket<Value> = ReadonlyMap<string, Value>

/** Steps of a second. */
export const SECOND = 10
const STRETCH_SECONDS = 10
/** How direction is forecast: a second back, a second ahead, and a minute of learning. */
export const DIRECTION: DirectionTerms = {
  trail: SECOND,
  horizon: SECOND,
  stretch: STRETCH_SECONDS * SECOND,
  warmUp: 60 * SECOND,
}
const TIMING: TimingTerms = { window: 5 * SECOND, rank: 0.8 }

/** The same made of each. */
export const mapped = <In, Out>(from: ByMarket<In>, make: (value: In, at: number) => Out): ByMarket<Out> =>
  new Map([...from].map(([name, value], at) => [name, make(value, at)] as const))

/** Estimates of each market and, under `all`, of their mean: stretches are drawn anew within each market. */
const estimates = (
  groups: ByMarket<Stretches>,
  {
    width,
    statistic,
    seed,
  }: { readonly width: number; readonly statistic: (sums: Sums) => number; readonly seed: number },
): ByMarket<Estimate> => {
  const plan = (chosen: readonly Stretches[], stream: number): Estimate =>
    bootstrap({
      groups: chosen,
      statistic: (totals) => totals.reduce((sum, each) => sum + statistic(each) / totals.length, 0),
      width,
      stream: math.randomStream(seed, stream),
      drawGroups: false,
    })
  const each = [...groups].map(([name, stretches], at) => [name, plan([stretches], at)] as const)
  return new Map([...each, ['all', plan([...groups.values()], 99)]])
}

/** R² of every model and lag, book by book and over all. */
export const linearResults = (books: ByMarket<BookSamples>, seed: number): readonly LinearResult[] =>
  (['same', 'next'] as const).flatMap((lag) =>
    (['best', 'levels', 'integrated'] as const).flatMap((model) => {
      const terms = { model, lag, steps: SECOND, stretch: STRETCH_SECONDS }
      const found = estimates(
        mapped(books, (samples) => linearErrors(samples, terms)),
        { width: LINEAR_WIDTH, statistic: skillOf, seed },
      )
      return [...found].map(([market, skill]) => ({ market, model, lag, skill }))
    }),
  )

/** Skill of the forecast of direction with some of the features. */
export const directionResults = (
  rows: ByMarket<DirectionRows>,
  kept: readonly number[],
  seed: number,
): readonly DirectionResult[] => {
  const scores = mapped(rows, (each) => scoreDirections(withFeatures(each, kept), DIRECTION))
  const skills = estimates(
    mapped(scores, ({ stretches }) => stretches),
    { width: DIRECTION_WIDTH, statistic: skillOf, seed },
  )
  const features = kept.map((at) => FEATURES[at] ?? '')
  return [...skills].map(([market, skill]) => {
    const forecasts = scores.get(market)?.forecasts ?? [...scores.values()].flatMap((score) => score.forecasts)
    return { market, features, skill, brier: brierDecomposition(forecasts, 10) }
  })
}

/** What forecasts learnt from `rows` are worth to a seller on `books`. */
export const timingResults = (
  books: ByMarket<BookSamples>,
  rows: ByMarket<DirectionRows>,
  seed: number,
): readonly TimingResult[] => {
  const gains = new Map<string, Stretches>()
  for (const [name, each] of rows) {
    const samples = books.get(name)
    if (samples === undefined) continue
    gains.set(name, timingGains(samples, scoreDirections(each, DIRECTION).forecasts, DIRECTION, TIMING))
  }
  const meanOf =
    (at: 0 | 1) =>
    (sums: Sums): number =>
      (sums[at] ?? Number.NaN) / (sums[2] ?? 0)
  const overAtOnce = estimates(gains, { width: TIMING_WIDTH, statistic: meanOf(0), seed })
  const overEvenPace = estimates(gains, { width: TIMING_WIDTH, statistic: meanOf(1), seed })
  const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN }
  return [...overAtOnce].map(([market, gain]) => ({
    market,
    overAtOnce: gain,
    overEvenPace: overEvenPace.get(market) ?? none,
  }))
}
