import { exp, log } from '../math/index.ts'
import { baselineCount, pieceAt, ratesOf, requireBaseline, type Baseline } from './baseline.ts'
import { eventsBefore, requireEvents, type EventTimes } from './event-times.ts'
import { requireBetween } from './forecast-input-error.ts'

/**
 * A stream of events that excites itself: each event lifts the rate by `jump`, and the lift decays at rate `decay`.
 *
 *   λ(t) = μ(t) + Σ_{tᵢ < t} α·e^(−β(t − tᵢ))        (eq. 1)
 *
 * μ baseline · α jump · β decay, all per unit of the caller's time. An event does not count at its own time.
 */
export type HawkesLaw = { readonly baseline: Baseline; readonly jump: number; readonly decay: number }

/** From when to when a stream is scored: events with from < t ≤ to count (t = 0 as well when from = 0). */
export type TimeWindow = { readonly from: number; readonly to: number }

/** Events that one event brings on average, directly: α/β. At 1 or above the stream explodes. */
export const branchingRatio = ({ jump, decay }: HawkesLaw): number => jump / decay

/**
 * λ at each of `times` (any order), by binary search after one pass over the events.
 *
 * @throws ForecastInputError for events out of order or below 0, and for rates that are negative, NaN or infinite.
 * @source Hawkes, Biometrika 58 (1971) 83; docs/models/hawkes.md, eq. 1
 */
export const hawkesIntensity = (law: HawkesLaw, events: EventTimes, times: readonly number[]): readonly number[] => {
  requireHawkes(law)
  requireEvents(events, Math.max(events.length === 0 ? 0 : (events[events.length - 1] ?? Number.NaN), ...times))
  const lifts = liftsAtEvents(events, law.decay)
  return times.map((time) => baselineAt(law.baseline, time) + law.jump * liftAt({ events, lifts }, law.decay, time))
}

/**
 * Expected events up to each event, into `out`, and up to `until`: the compensator
 *
 *   Λ(t) = ∫₀ᵗ μ + (α/β)·Σ_{tᵢ < t} (1 − e^(−β(t − tᵢ)))        (eq. 2)
 *
 * @throws ForecastInputError as `hawkesIntensity`.
 * @source docs/models/hawkes.md, eq. 2
 */
export const hawkesCompensator = (law: HawkesLaw, events: EventTimes, until: number, out: Float64Array): number => {
  requireHawkes(law)
  requireEvents(events, until)
  const lifts = liftsAtEvents(events, law.decay)
  const ratio = branchingRatio(law)
  let [base, from, earlier] = [0, 0, 0]
  for (let at = 0; at < events.length; at += 1) {
    const time = events[at] ?? Number.NaN
    if (time > from) {
      base += baselineCount(law.baseline, from, time)
      earlier = at
    }
    from = time
    out[at] = base + ratio * (earlier - (lifts[at] ?? Number.NaN))
  }
  const settled = eventsBefore(events, until) - liftAt({ events, lifts }, law.decay, until)
  return base + baselineCount(law.baseline, from, until) + ratio * settled
}

/**
 * ln L of the events in a window, given all before it:
 *
 *   ℓ = Σ ln λ(tᵢ) − (Λ(to) − Λ(from))        (eq. 3)
 *
 * in one pass, because the sum in λ at an event follows from the one before (Ozaki). −Infinity where an event had rate 0.
 *
 * @throws ForecastInputError as `hawkesIntensity`.
 * @source Ozaki, Ann. Inst. Statist. Math. 31 (1979) 145; docs/models/hawkes.md, eq. 3
 */
export const hawkesLogLikelihood = (law: HawkesLaw, events: EventTimes, window: TimeWindow): number => {
  requireHawkes(law)
  requireEvents(events, Math.max(window.to, events.length === 0 ? 0 : (events[events.length - 1] ?? Number.NaN)))
  const lifts = liftsAtEvents(events, law.decay)
  const end = eventsUpTo(events, window.to)
  const start = window.from === 0 ? 0 : eventsUpTo(events, window.from)
  let sum = 0
  for (let at = start; at < end; at += 1)
    sum += log(baselineAt(law.baseline, events[at] ?? Number.NaN) + law.jump * (lifts[at] ?? Number.NaN))
  return sum - expectedWithin(law, { events, lifts }, window)
}

/** @throws ForecastInputError for a jump outside 0 to 1e12 or a decay outside 1e-12 to 1e12. */
export const requireHawkes = ({ baseline, jump, decay }: HawkesLaw): void => {
  requireBaseline(baseline)
  requireBetween('jump', jump, { min: 0, max: 1e12 }, 'give what one event adds to the rate')
  requireBetween('decay', decay, { min: 1e-12, max: 1e12 }, 'give the rate at which a lift decays')
}

/** Rate of the baseline at a time ≥ 0. */
export const baselineAt = (baseline: Baseline, time: number): number =>
  ratesOf(baseline)[pieceAt(baseline, time)] ?? Number.NaN

/** Σ_{tⱼ < tᵢ} e^(−β(tᵢ − tⱼ)) at each event i, from the event before it. */
const liftsAtEvents = (events: EventTimes, decay: number): Float64Array => {
  const lifts = new Float64Array(events.length)
  let [lift, since, pending] = [0, 0, 0]
  for (let at = 0; at < events.length; at += 1) {
    const time = events[at] ?? Number.NaN
    if (time > since || at === 0) {
      lift = (lift + pending) * exp(-decay * (time - since))
      pending = 0
    }
    since = time
    pending += 1
    lifts[at] = lift
  }
  return lifts
}

type Lifted = { readonly events: EventTimes; readonly lifts: Float64Array }

/** Σ_{tⱼ < t} e^(−β(t − tⱼ)) at any time, from the last moment of events before it. */
const liftAt = ({ events, lifts }: Lifted, decay: number, time: number): number => {
  const before = eventsBefore(events, time)
  if (before === 0) return 0
  const last = events[before - 1] ?? Number.NaN
  const first = eventsBefore(events, last)
  return ((lifts[first] ?? Number.NaN) + before - first) * exp(-decay * (time - last))
}

const expectedWithin = (law: HawkesLaw, lifted: Lifted, { from, to }: TimeWindow): number => {
  const settled = (time: number): number => eventsBefore(lifted.events, time) - liftAt(lifted, law.decay, time)
  return baselineCount(law.baseline, from, to) + branchingRatio(law) * (settled(to) - settled(from))
}

const eventsUpTo = (events: EventTimes, time: number): number => {
  let count = eventsBefore(events, time)
  while (events[count] === time) count += 1
  return count
}
