import { exp, log } from '../math/index.ts'
import { requireEvents, type EventTimes } from './event-times.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/** Two numbers, one a stream. */
export type Two = readonly [number, number]

/**
 * Two streams that excite themselves and one another, such as liquidations and market sells:
 *
 *   λⱼ(t) = μⱼ + Σ_{tᵢ < t} α[cᵢ][j]·e^(−βⱼ(t − tᵢ))        (eq. 6)
 *
 * cᵢ stream of event i; row of α = source, column = target; β belongs to the target.
 */
export type BivariateHawkesLaw = { readonly baselines: Two; readonly jumps: readonly [Two, Two]; readonly decays: Two }

/** Events of both streams in order of time, with the stream, 0 or 1, of each. */
export type MarkedEvents = { readonly times: EventTimes; readonly streams: ArrayLike<number> }

/** Both intensities at a time. @throws ForecastInputError as `bivariateLogLikelihood`. @source docs/models/hawkes.md, eq. 6 */
export const bivariateIntensity = (law: BivariateHawkesLaw, events: MarkedEvents, time: number): Two => {
  requireBivariate(law, events, Infinity)
  requireBetween('time', time, { min: 0, max: 1e15 }, 'count from the start of the observation')
  const walk = walkOf(law, events, (at) => at < time)
  return [walk.rateAt(0, time), walk.rateAt(1, time)]
}

/**
 * ln L = Σ ln λ_{cᵢ}(tᵢ) − Λ₀(T) − Λ₁(T), in one pass with four running sums.
 *
 * @throws ForecastInputError for times out of order or above `until`, a stream other than 0 and 1, negative rates or jumps, a decay
 * outside 1e-12 to 1e12.
 * @source docs/models/hawkes.md, eq. 6
 */
export const bivariateLogLikelihood = (law: BivariateHawkesLaw, events: MarkedEvents, until: number): number => {
  requireBivariate(law, events, until)
  const { logs } = walkOf(law, events, () => true)
  const [one, other] = bivariateCompensator(law, events, until)
  return logs - one - other
}

/** Expected events of each stream up to `until`. @throws ForecastInputError as `bivariateLogLikelihood`. */
export const bivariateCompensator = (law: BivariateHawkesLaw, events: MarkedEvents, until: number): Two => {
  requireBivariate(law, events, until)
  const walk = walkOf(law, events, (at) => at < until)
  return [walk.expectedAt(0, until), walk.expectedAt(1, until)]
}

/**
 * Largest |eigenvalue| of the matrix α[i][j]/βⱼ: below 1 the pair of streams settles, from 1 on it explodes.
 *
 * @throws ForecastInputError for negative rates or jumps, a decay outside 1e-12 to 1e12.
 */
export const spectralRadius = (law: BivariateHawkesLaw): number => {
  requireLaw(law)
  const { jumps, decays } = law
  const [a, b] = [jumps[0][0] / decays[0], jumps[0][1] / decays[1]]
  const [c, d] = [jumps[1][0] / decays[0], jumps[1][1] / decays[1]]
  // All entries are at least 0, so the discriminant is too and the larger root is the radius.
  return (a + d + Math.sqrt((a - d) * (a - d) + 4 * b * c)) / 2
}

/** What a walk over the events knows at its end: rates and expected events of each stream for later times. */
type Walk = {
  readonly logs: number
  readonly rateAt: (stream: 0 | 1, time: number) => number
  readonly expectedAt: (stream: 0 | 1, time: number) => number
}

/** Running sums of one target: its lift (already times α), the jumps of the last moment, and all jumps so far. */
type Target = { lift: number; pending: number; all: number }

const walkOf = (law: BivariateHawkesLaw, { times, streams }: MarkedEvents, counts: (time: number) => boolean): Walk => {
  const targets: readonly [Target, Target] = [
    { lift: 0, pending: 0, all: 0 },
    { lift: 0, pending: 0, all: 0 },
  ]
  let [since, logs] = [0, 0]
  const advance = (time: number): void => {
    for (const stream of [0, 1] as const) {
      const target = targets[stream]
      target.lift = (target.lift + target.pending) * exp(-law.decays[stream] * (time - since))
      target.pending = 0
    }
    since = time
  }
  for (let at = 0; at < times.length && counts(times[at] ?? Infinity); at += 1) {
    const time = times[at] ?? Number.NaN
    if (time > since) advance(time)
    const source = streams[at] === 1 ? 1 : 0
    logs += log(law.baselines[source] + targets[source].lift)
    for (const stream of [0, 1] as const) {
      targets[stream].pending += law.jumps[source][stream]
      targets[stream].all += law.jumps[source][stream]
    }
  }
  const liftAt = (stream: 0 | 1, time: number): number =>
    (targets[stream].lift + targets[stream].pending) * exp(-law.decays[stream] * (time - since))
  return {
    logs,
    rateAt: (stream, time) => law.baselines[stream] + liftAt(stream, time),
    expectedAt: (stream, time) =>
      law.baselines[stream] * time + (targets[stream].all - liftAt(stream, time)) / law.decays[stream],
  }
}

const requireLaw = ({ baselines, jumps, decays }: BivariateHawkesLaw): void => {
  for (const rate of baselines) requireBetween('baseline', rate, { min: 0, max: 1e12 }, 'give events per unit of time')
  for (const jump of jumps.flat()) requireBetween('jump', jump, { min: 0, max: 1e12 }, 'give what an event adds')
  for (const decay of decays) requireBetween('decay', decay, { min: 1e-12, max: 1e12 }, 'give a rate of decay')
}

const requireBivariate = (law: BivariateHawkesLaw, { times, streams }: MarkedEvents, until: number): void => {
  requireLaw(law)
  const last = times.length === 0 ? 0 : (times[times.length - 1] ?? Number.NaN)
  requireEvents(times, until === Infinity ? last : until)
  if (streams.length !== times.length)
    throw new ForecastInputError('streams', streams.length, `${times.length}`, 'name the stream of every event')
  for (let at = 0; at < streams.length; at += 1)
    if (streams[at] !== 0 && streams[at] !== 1)
      throw new ForecastInputError(`streams[${at}]`, streams[at] ?? Number.NaN, '0 or 1', 'name one of two streams')
}
