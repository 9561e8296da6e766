import { expm1, kolmogorovTail } from '../math/index.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import { hawkesCompensator, type HawkesLaw } from './hawkes.ts'
import type { EventTimes } from './event-times.ts'

/** How far the waits of a stream, in its own expected events, lie from exponential ones. */
export type TimeChange = {
  /** Largest distance of the two distributions. */
  readonly distance: number
  /** Probability of a distance at least as large under a law that is true and was not fitted to these events. */
  readonly pValue: number
  /** Mean and variance of the waits: both 1 under the true law. */
  readonly mean: number
  readonly variance: number
}

/**
 * Goodness of fit by time change: under the true law the waits Λ(tᵢ) − Λ(tᵢ₋₁) are independent exponentials of mean 1; Kolmogorov and
 * Smirnov's distance with Stephens' correction for n. A law fitted to the same events looks better than it is, its p too large: name in
 * `from` the end of what it was fitted to, and only events after that are judged, given all before.
 *
 * @throws ForecastInputError for fewer than 5 events to judge, and as `hawkesCompensator`.
 * @source Papangelou 1972; Ogata, J. Amer. Statist. Assoc. 83 (1988) 9; Stephens 1970; docs/models/hawkes.md, section 5
 */
export const timeChangeTest = (law: HawkesLaw, events: EventTimes, until: number, from = 0): TimeChange => {
  const expected = new Float64Array(events.length)
  hawkesCompensator(law, events, until, expected)
  const waits = expected.map((count, at) => count - (at === 0 ? 0 : (expected[at - 1] ?? 0)))
  const judged = waits.filter((_, at) => from === 0 || (events[at] ?? 0) > from)
  if (judged.length < 5) throw new ForecastInputError('events', judged.length, '5 or more', 'observe for longer')
  return exponentialTest(judged)
}

/** The same distance for any waits that should be exponential with mean 1. Their order does not matter. */
export const exponentialTest = (waits: Float64Array): TimeChange => {
  const sorted = waits.toSorted()
  const count = sorted.length
  let [distance, sum, squares] = [0, 0, 0]
  for (const [at, wait] of sorted.entries()) {
    const share = -expm1(-wait)
    distance = Math.max(distance, share - at / count, (at + 1) / count - share)
    sum += wait
    squares += wait * wait
  }
  const root = Math.sqrt(count)
  const mean = sum / count
  return {
    distance,
    pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * distance),
    mean,
    variance: squares / count - mean * mean,
  }
}
