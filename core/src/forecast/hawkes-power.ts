import { expm1, log, log1p, pow } from '../math/index.ts'
import { requireEvents, type EventTimes } from './event-times.ts'
import { requireBetween } from './forecast-input-error.ts'

/**
 * A stream that excites itself with a long memory:
 *
 *   λ(t) = μ + Σ_{tᵢ < t} k/(c + t − tᵢ)^p        (eq. 4)
 *
 * μ `baseline` · k `weight` · c `delay` · p `exponent`; a finite branching ratio k·c^(1−p)/(p − 1) needs p > 1.
 */
export type PowerHawkesLaw = {
  readonly baseline: number
  readonly weight: number
  readonly delay: number
  readonly exponent: number
}

/** Events that one event brings on average, directly; infinite for p ≤ 1 unless k = 0. */
export const powerBranchingRatio = ({ weight, delay, exponent }: PowerHawkesLaw): number =>
  weight === 0 ? 0 : exponent > 1 ? (weight * pow(delay, 1 - exponent)) / (exponent - 1) : Infinity

/**
 * λ at each of `times`. Every earlier event is visited: the kernel has no recursion.
 *
 * @throws ForecastInputError for times out of order, c outside 1e-12 to 1e12, p outside 1e-3 to 100, negative μ or k.
 * @source Ogata, J. Amer. Statist. Assoc. 83 (1988) 9; docs/models/hawkes.md, eq. 4
 */
export const powerIntensity = (
  law: PowerHawkesLaw,
  events: EventTimes,
  times: readonly number[],
): readonly number[] => {
  requirePower(law)
  requireEvents(events, Math.max(events.length === 0 ? 0 : (events[events.length - 1] ?? Number.NaN), ...times))
  return times.map((time) => intensityAt(law, events, time))
}

/**
 * Λ at each event into `out`, and up to `until`:
 *
 *   Λ(t) = μt + Σ_{tᵢ < t} k·(c^(1−p) − (c + t − tᵢ)^(1−p))/(p − 1)        (eq. 5)
 *
 * written with expm1 so that p near 1 loses nothing; at p = 1 each term is k·ln(1 + (t − tᵢ)/c).
 *
 * @throws ForecastInputError as `powerIntensity`.
 * @source docs/models/hawkes.md, eq. 5
 */
export const powerCompensator = (law: PowerHawkesLaw, events: EventTimes, until: number, out: Float64Array): number => {
  requirePower(law)
  requireEvents(events, until)
  for (let at = 0; at < events.length; at += 1) out[at] = expectedAt(law, events, events[at] ?? Number.NaN)
  return expectedAt(law, events, until)
}

/** ln L of all events up to `until`. @throws ForecastInputError as `powerIntensity`. @source docs/models/hawkes.md, eq. 3 */
export const powerLogLikelihood = (law: PowerHawkesLaw, events: EventTimes, until: number): number => {
  requirePower(law)
  requireEvents(events, until)
  let sum = 0
  for (let at = 0; at < events.length; at += 1) sum += log(intensityAt(law, events, events[at] ?? Number.NaN))
  return sum - expectedAt(law, events, until)
}

const requirePower = ({ baseline, weight, delay, exponent }: PowerHawkesLaw): void => {
  requireBetween('baseline', baseline, { min: 0, max: 1e12 }, 'give events per unit of time')
  requireBetween('weight', weight, { min: 0, max: 1e12 }, 'give the weight of an event')
  requireBetween('delay', delay, { min: 1e-12, max: 1e12 }, 'give a delay above 0')
  requireBetween('exponent', exponent, { min: 1e-3, max: 100 }, 'give the exponent of the decay')
}

const intensityAt = (
  { baseline, weight, delay, exponent }: PowerHawkesLaw,
  events: EventTimes,
  time: number,
): number => {
  let sum = 0
  for (let at = 0; at < events.length; at += 1) {
    const since = time - (events[at] ?? Number.NaN)
    if (!(since > 0)) break
    sum += pow(delay + since, -exponent)
  }
  return baseline + weight * sum
}

const expectedAt = (
  { baseline, weight, delay, exponent }: PowerHawkesLaw,
  events: EventTimes,
  time: number,
): number => {
  let sum = 0
  for (let at = 0; at < events.length; at += 1) {
    const since = time - (events[at] ?? Number.NaN)
    if (!(since > 0)) break
    const stretch = log1p(since / delay)
    sum += exponent === 1 ? stretch : expm1((1 - exponent) * stretch) / (1 - exponent)
  }
  return baseline * time + weight * pow(delay, 1 - exponent) * sum
}
