import {
  inDeviations,
  learnOutcome,
  logit,
  logLoss,
  onlineLogistic,
  probabilityOf,
  runningScale,
  takeIntoScale,
  type ForecastOutcome,
} from '@ebbline/core'
import { add, openStretches, type Stretches } from '../fit/sums.ts'
import type { BookSamples } from './book-samples.ts'

/** What is known at each step, and whether mid is lower a horizon later. */
export interface DirectionRows {
  readonly width: number
  readonly features: Float64Array
  readonly lower: Uint8Array
}

/** Steps that are looked back over, steps until the outcome, steps of a bootstrap stretch, and steps that are learnt from unscored. */
export interface DirectionTerms {
  readonly trail: number
  readonly horizon: number
  readonly stretch: number
  readonly warmUp: number
}

/** Names of the features, in order. */
export const FEATURES = [
  'flow at the best level',
  'flow of all levels',
  'best queues',
  'all queues',
  'last move',
] as const

/** Sums of a stretch: log loss of the forecast, log loss of the base rate, forecasts. */
export const DIRECTION_WIDTH = 3

/**
 * Features of each step from the steps up to it: flow at the best level and the sum over levels within `trail` steps, imbalance of the best queues
 * and of all levels, and the move of mid within `trail` steps. The outcome is 1 when mid is lower `horizon` steps later, 0 when it is the same or higher.
 */
export const directionRows = (samples: BookSamples, { trail, horizon }: DirectionTerms): DirectionRows => {
  const { steps, levels, flows, mid } = samples
  const count = Math.max(0, steps - trail - horizon)
  const width = FEATURES.length
  const [features, lower] = [new Float64Array(count * width), new Uint8Array(count)]
  for (let row = 0; row < count; row += 1) {
    const at = row + trail
    let [best, all] = [0, 0]
    for (let step = at - trail + 1; step <= at; step += 1)
      for (let level = 0; level < levels; level += 1) {
        const flow = flows[step * levels + level] ?? 0
        if (level === 0) best += flow
        all += flow
      }
    const move = (mid[at] ?? 0) - (mid[at - trail] ?? 0)
    features.set([best, all, samples.topImbalance[at] ?? 0, samples.deepImbalance[at] ?? 0, move], row * width)
    lower[row] = (mid[at + horizon] ?? 0) < (mid[at] ?? 0) ? 1 : 0
  }
  return { width, features, lower }
}

/** Scores of a forecast that learns as it goes, its forecasts, and the weights it ends with. */
export interface DirectionScore {
  readonly stretches: Stretches
  readonly forecasts: readonly ForecastOutcome[]
  readonly weights: readonly number[]
}

/**
 * Runs an online logistic forecast over the rows. At each one it knows the outcomes of rows that lie `horizon` or more before it and nothing
 * later: features are scaled by their past, a second forecast corrects the odds of the first, and the base rate that it is held against
 * is the share of outcomes known by then.
 *
 * @source docs/models/order-flow.md, section 3
 */
export const scoreDirections = (
  { width, features, lower }: DirectionRows,
  { horizon, stretch, warmUp }: DirectionTerms,
): DirectionScore => {
  const [learner, corrector, scale] = [onlineLogistic(width + 1), onlineLogistic(2), runningScale(width)]
  const book = openStretches(DIRECTION_WIDTH)
  const forecasts: ForecastOutcome[] = []
  const seen: Float64Array[] = []
  let ones = 0
  for (const [row, lies] of lower.entries()) {
    const known = row - horizon
    if (known >= 0) {
      const outcome = lower[known] === 1 ? 1 : 0
      const past = seen[known] ?? new Float64Array(width + 1)
      const odds = logit(learnOutcome(learner, past, outcome))
      learnOutcome(corrector, Float64Array.of(1, odds), outcome, odds)
      ones += outcome
    }
    const raw = features.subarray(row * width, (row + 1) * width)
    const here = Float64Array.of(1, ...inDeviations(scale, raw))
    takeIntoScale(scale, raw)
    seen.push(here)
    const odds = logit(probabilityOf(learner, here))
    const probability = probabilityOf(corrector, Float64Array.of(1, odds), odds)
    if (row < warmUp) continue
    const outcome = lies === 1 ? 1 : 0
    const sums = book.at(Math.floor(row / stretch))
    add(sums, 0, logLoss(probability, outcome))
    add(sums, 1, logLoss((ones + 1) / (Math.max(0, known + 1) + 2), outcome))
    add(sums, 2, 1)
    forecasts.push({ probability, happened: outcome === 1 })
  }
  return { stretches: book.done(), forecasts, weights: [...learner.weights] }
}

/** The same rows with only some of the features, by number. */
export const withFeatures = (rows: DirectionRows, kept: readonly number[]): DirectionRows => ({
  width: kept.length,
  features: Float64Array.from({ length: rows.lower.length * kept.length }, (_, at) => {
    const row = Math.floor(at / kept.length)
    return rows.features[row * rows.width + (kept[at % kept.length] ?? 0)] ?? Number.NaN
  }),
  lower: rows.lower,
})
