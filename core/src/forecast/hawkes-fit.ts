import { brent, exp, log } from '../math/index.ts'
import { requireBaseline, withRates, type Baseline } from './baseline.ts'
import { requireEvents, type EventTimes } from './event-times.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import { branchingInterval, decaySlope, type Interval } from './hawkes-information.ts'
import { fitDataOf, poissonRates, profileAt, type DecayProfile, type FitData } from './hawkes-profile.ts'
import { hawkesLogLikelihood, type HawkesLaw } from './hawkes.ts'

/** What is fitted: the pieces of the baseline (its rates are not looked at), the end of the observation, and decays to look among. */
export type HawkesFitTerms = {
  readonly shape: Baseline
  readonly until: number
  readonly decays?: { readonly min: number; readonly max: number }
}

/** A fitted stream. */
export type HawkesFit = {
  readonly law: HawkesLaw
  readonly logLikelihood: number
  /** α/β with its 95 % interval. */
  readonly branching: Interval
  /** Whether the best decay lies inside the range; at an end of it the memory is not identified. */
  readonly decayInside: boolean
}

const EVENTS_MIN = 10
const GRID = 16

/**
 * The stream of largest likelihood. For each decay the best rates and branching ratio are found exactly (a concave problem), on a grid
 * of 16 decays; around the best of them the root of the slope in β is found by Brent's method.
 *
 * A branching ratio near 1 is often only a baseline that moves: fit a baseline of steps too and compare on events held out.
 *
 * @throws ForecastInputError for fewer than 10 events, times out of order or after `until`, an empty range of decays.
 * @source Ogata, Ann. Inst. Statist. Math. 30 (1978) 243; docs/models/hawkes.md, section 3
 */
export const fitHawkes = (events: EventTimes, { shape, until, decays }: HawkesFitTerms): HawkesFit => {
  requireFit(events, shape, until)
  const { min, max } = decays ?? usualDecays(events, until)
  if (!(min > 0 && max > min && max < Infinity))
    throw new ForecastInputError('decays', `${min} to ${max}`, '0 < min < max, finite', 'name a range of decays')
  const data = fitDataOf(shape, events, until)
  const { best, inside } = bestDecay(data, log(min), log(max))
  const law = {
    baseline: withRates(shape, [...best.rates]),
    jump: best.branching * best.decay,
    decay: best.decay,
  }
  return {
    law,
    logLikelihood: best.logLikelihood,
    branching: branchingInterval(data, best),
    decayInside: inside,
  }
}

/** The Poisson stream of largest likelihood with the same pieces: what a Hawkes fit must beat. @throws as `fitHawkes`. */
export const fitPoisson = (
  events: EventTimes,
  { shape, until }: Omit<HawkesFitTerms, 'decays'>,
): { readonly law: HawkesLaw; readonly logLikelihood: number } => {
  requireFit(events, shape, until)
  const law = { baseline: withRates(shape, [...poissonRates(fitDataOf(shape, events, until))]), jump: 0, decay: 1 }
  return { law, logLikelihood: hawkesLogLikelihood(law, events, { from: 0, to: until }) }
}

const START = 0.8

const bestDecay = (
  data: FitData,
  low: number,
  high: number,
): { readonly best: DecayProfile; readonly inside: boolean } => {
  const step = (high - low) / (GRID - 1)
  const grid = Array.from({ length: GRID }, (_, at) => profileAt(data, exp(low + at * step), START))
  const first = grid.reduce((best, each) => (each.logLikelihood > best.logLikelihood ? each : best))
  const at = grid.indexOf(first)
  if (first.branching === 0) return { best: first, inside: false }
  const [lo, hi] = [low + Math.max(at - 1, 0) * step, low + Math.min(at + 1, GRID - 1) * step]
  const slope = (x: number): number => decaySlope(data, profileAt(data, exp(x), START)) * exp(x)
  const found = brent(slope, { lo, hi, tolerance: 1e-11, evaluationsMax: 60 })
  if (found.kind !== 'found') return { best: first, inside: false }
  const best = profileAt(data, exp(found.x), START)
  return best.logLikelihood >= first.logLikelihood ? { best, inside: true } : { best: first, inside: false }
}

/** From a memory as long as the observation to one of a tenth of the gap that one in ten is below. */
const usualDecays = (events: EventTimes, until: number): { readonly min: number; readonly max: number } => {
  const gaps: number[] = []
  for (let at = 1; at < events.length; at += 1) {
    const gap = (events[at] ?? Number.NaN) - (events[at - 1] ?? Number.NaN)
    if (gap > 0) gaps.push(gap)
  }
  gaps.sort((one, other) => one - other)
  const short = gaps[Math.floor(gaps.length / 10)] ?? until
  return { min: 1 / until, max: Math.max(10 / short, 100 / until) }
}

const requireFit = (events: EventTimes, shape: Baseline, until: number): void => {
  requireBaseline(shape)
  requireEvents(events, until)
  if (events.length < EVENTS_MIN)
    throw new ForecastInputError('events', events.length, `${EVENTS_MIN} or more`, 'observe for longer')
}
