import { integratedFlow, linearForecast, ridge, type FlowRows } from '@ebbline/core'
import { add, openStretches, type Stretches } from '../fit/sums.ts'
import type { BookSamples } from './book-samples.ts'

/** Which flows explain: the best level's, all levels' with shared weights, or their first principal component. */
export type FlowModel = 'best' | 'levels' | 'integrated'

/** What is explained: the move of mid in the same stretch of time, or in the next one. */
export type Lag = 'same' | 'next'

export interface LinearTerms {
  readonly model: FlowModel
  readonly lag: Lag
  /** Steps that are summed to one observation. */
  readonly steps: number
  /** Observations of one bootstrap stretch. */
  readonly stretch: number
}

/** Sums of a stretch: squared errors of the model, and of the mean of the past. */
export const LINEAR_WIDTH = 2

/** Penalties to choose from, on the last third of the past. */
const PENALTIES = [0.001, 0.01, 0.1, 1, 10]
const PARTS = 10
const FIRST_TESTED = 3

/**
 * Squared errors out of sample: the tape is cut into ten parts and each from the fourth on is forecast by a fit to all before it, never to
 * anything after. What is forecast is the move of mid in ticks.
 *
 * @source docs/models/order-flow.md, section 2
 */
export const linearErrors = (samples: BookSamples, terms: LinearTerms): Stretches => {
  const all = observationsOf(samples, terms)
  const count = all.outcomes.length
  const book = openStretches(LINEAR_WIDTH)
  for (let part = FIRST_TESTED; part < PARTS; part += 1) {
    const [from, to] = [part, part + 1].map((edge) => Math.floor((edge * count) / PARTS))
    // The outcome of an observation is known only when the next one ends.
    const past = rowsOf(all, 0, (from ?? 0) - (terms.lag === 'next' ? 1 : 0))
    const forecast = forecasterOf(past, terms.model)
    const mean = past.outcomes.reduce((sum, each) => sum + each, 0) / past.outcomes.length
    for (let at = from ?? 0; at < (to ?? 0); at += 1) {
      const sums = book.at(Math.floor(at / terms.stretch))
      const outcome = all.outcomes[at] ?? Number.NaN
      add(sums, 0, (outcome - forecast(all.rows.subarray(at * all.width, (at + 1) * all.width))) ** 2)
      add(sums, 1, (outcome - mean) ** 2)
    }
  }
  return book.done()
}

/** 1 − errors of the model over those of the mean: 1 is perfect, 0 no better than the mean, below 0 worse. */
export const skillOf = ([model, mean]: ArrayLike<number> & Iterable<number>): number => 1 - (model ?? 0) / (mean ?? 0)

/** Flows summed over `steps`, and the move of mid over the same or the next ones. */
const observationsOf = ({ levels, flows, mid, steps: all }: BookSamples, { steps, lag }: LinearTerms): FlowRows => {
  const count = Math.floor(all / steps) - (lag === 'next' ? 1 : 0)
  const [rows, outcomes] = [new Float64Array(count * levels), new Float64Array(count)]
  for (let at = 0; at < count; at += 1) {
    for (let step = at * steps; step < (at + 1) * steps; step += 1)
      for (let level = 0; level < levels; level += 1)
        rows[at * levels + level] = (rows[at * levels + level] ?? 0) + (flows[step * levels + level] ?? 0)
    const end = (at + (lag === 'next' ? 2 : 1)) * steps - 1
    outcomes[at] = (mid[end] ?? Number.NaN) - (mid[Math.max(0, end - steps)] ?? Number.NaN)
  }
  return { width: levels, rows, outcomes }
}

const rowsOf = ({ width, rows, outcomes }: FlowRows, from: number, to: number): FlowRows => ({
  width,
  rows: rows.subarray(from * width, to * width),
  outcomes: outcomes.subarray(from, to),
})

const forecasterOf = (past: FlowRows, model: FlowModel): ((flows: Float64Array) => number) => {
  if (model === 'levels') {
    const fit = ridge(past, chosenPenalty(past))
    return (flows) => linearForecast(fit, flows)
  }
  const weights = model === 'integrated' ? integratedFlow(past).weights : Float64Array.of(1)
  const combine = (flows: Float64Array): Float64Array =>
    Float64Array.of(weights.reduce((sum, weight, at) => sum + weight * (flows[at] ?? 0), 0))
  const rows = new Float64Array(past.outcomes.length)
  for (const at of rows.keys()) rows.set(combine(past.rows.subarray(at * past.width, (at + 1) * past.width)), at)
  const fit = ridge({ width: 1, rows, outcomes: past.outcomes }, 1e-9)
  return (flows) => linearForecast(fit, combine(flows))
}

/** The penalty whose fit to the first two thirds of the past errs least on the last third. */
const chosenPenalty = (past: FlowRows): number => {
  const [count, cut] = [past.outcomes.length, Math.floor((2 * past.outcomes.length) / 3)]
  const early = rowsOf(past, 0, cut)
  let [best, least] = [PENALTIES[0] ?? 1, Infinity]
  for (const penalty of PENALTIES) {
    const fit = ridge(early, penalty)
    let errors = 0
    for (let at = cut; at < count; at += 1) {
      const forecast = linearForecast(fit, past.rows.subarray(at * past.width, (at + 1) * past.width))
      errors += ((past.outcomes[at] ?? Number.NaN) - forecast) ** 2
    }
    if (errors < least) [best, least] = [penalty, errors]
  }
  return best
}
