import { exp, exponential, uniform, type RandomStream } from '../math/index.ts'
import { ratesOf } from './baseline.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { baselineAt, branchingRatio, requireHawkes, type HawkesLaw } from './hawkes.ts'

const EVENTS_MAX = 5_000_000

/**
 * Times of one stream up to `until`, by thinning: candidates come at a rate that λ cannot exceed before the next event, and each is kept
 * with probability λ over it. Candidate i uses draws 2i and 2i + 1 of the random stream.
 *
 * @throws ForecastInputError for a branching ratio of 1 or more, a window outside 0 to 1e12, and more than 5 million candidates.
 * @source Ogata, IEEE Trans. Inform. Theory 27 (1981) 23; docs/models/hawkes.md, section 4
 */
export const simulateHawkes = (law: HawkesLaw, until: number, stream: RandomStream): Float64Array => {
  requireHawkes(law)
  requireBetween('until', until, { min: 0, max: 1e12 }, 'give the length of the window')
  if (!(branchingRatio(law) < 1))
    throw new ForecastInputError('branching ratio', branchingRatio(law), 'below 1', 'such a stream explodes')
  const ceiling = Math.max(...ratesOf(law.baseline))
  const events: number[] = []
  let [time, lift] = [0, 0]
  for (let candidate = 0; candidate < EVENTS_MAX; candidate += 1) {
    const bound = ceiling + lift
    if (bound === 0) return Float64Array.from(events)
    const wait = exponential(stream, 2 * candidate) / bound
    time += wait
    if (time > until) return Float64Array.from(events)
    lift *= exp(-law.decay * wait)
    if (uniform(stream, 2 * candidate + 1) * bound > baselineAt(law.baseline, time) + lift) continue
    events.push(time)
    lift += law.jump
  }
  throw new ForecastInputError('until', until, `a window with fewer than ${EVENTS_MAX} candidates`, 'shorten it')
}
