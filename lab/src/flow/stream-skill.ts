import {
  fitHawkes,
  fitPoisson,
  hawkesLogLikelihood,
  timeChangeTest,
  type Baseline,
  type HawkesLaw,
  type Interval,
} from '@ebbline/core'

/** A stream of events with its length, both in seconds. */
export interface EventStream {
  readonly name: string
  readonly times: Float64Array
  readonly seconds: number
}

/** One law, fitted to the first part of a stream. */
export interface LawScore {
  readonly law: 'poisson' | 'poisson, steps' | 'hawkes' | 'hawkes, steps'
  readonly branching: Interval | null
  /** Seconds in which a lift falls to half. */
  readonly halfLife: number | null
  readonly decayInside: boolean
  /** Log likelihood an event of the part that was held out, less that of a Poisson stream with one rate. */
  readonly gain: number
  /** Goodness of fit on the held-out part: probability of a distance at least as large under the law, and the distance. */
  readonly pValue: number
  readonly distance: number
}

/** How a stream is cut: share of its events that is fitted, and the length of a step of the moving baseline in seconds. */
export interface StreamTerms {
  readonly fitted: number
  readonly stepSeconds: number
}

/**
 * Four laws of a stream, fitted to its first part and scored on the rest given everything before: with one rate and with a rate that moves in steps,
 * without and with excitement. A baseline of steps keeps its last rate beyond the part that it was fitted to.
 *
 * @source docs/models/hawkes.md, section 3
 */
export const scoreStream = (
  { times, seconds }: EventStream,
  { fitted, stepSeconds }: StreamTerms,
): readonly LawScore[] => {
  const until = times[Math.floor(fitted * times.length)] ?? seconds
  const past = times.filter((time) => time <= until)
  const constant: Baseline = { kind: 'constant', rate: 1 }
  const count = Math.max(1, Math.ceil(until / stepSeconds))
  const steps: Baseline = { kind: 'steps', width: stepSeconds, rates: Array.from({ length: count }, () => 1) }
  const rest = { from: until, to: seconds }
  const base = fitPoisson(past, { shape: constant, until }).law
  const held = times.length - past.length
  const baseScore = hawkesLogLikelihood(base, times, rest)
  const score = (law: LawScore['law'], fit: HawkesLaw, more: Partial<LawScore>): LawScore => {
    const { pValue, distance } = timeChangeTest(fit, times, seconds, until)
    const gain = (hawkesLogLikelihood(fit, times, rest) - baseScore) / held
    return { law, branching: null, halfLife: null, decayInside: true, gain, pValue, distance, ...more }
  }
  const excited = (law: LawScore['law'], shape: Baseline): LawScore => {
    const fit = fitHawkes(past, { shape, until })
    const { branching, decayInside } = fit
    return score(law, fit.law, { branching, decayInside, halfLife: Math.LN2 / fit.law.decay })
  }
  return [
    score('poisson', base, {}),
    score('poisson, steps', fitPoisson(past, { shape: steps, until }).law, {}),
    excited('hawkes', constant),
    excited('hawkes, steps', steps),
  ]
}
