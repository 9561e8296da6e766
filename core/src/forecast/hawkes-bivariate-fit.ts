import { exp, log } from '../math/index.ts'
import { requireEvents } from './event-times.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import type { BivariateHawkesLaw, MarkedEvents } from './hawkes-bivariate.ts'
import { fitLinearIntensity, type IntensityFit } from './linear-intensity.ts'

/** End of the observation, and the decays to look among, both streams alike. */
export type BivariateFitTerms = {
  readonly until: number
  readonly decays: { readonly min: number; readonly max: number }
}

/** A fitted pair of streams; `decaysInside` as in `fitHawkes`, one a target. */
export type BivariateFit = {
  readonly law: BivariateHawkesLaw
  readonly logLikelihood: number
  readonly decaysInside: readonly [boolean, boolean]
}

const EVENTS_MIN = 10
const GRID = 12
const HALVINGS = 36

/**
 * The pair of streams of largest likelihood. It falls into one part a target, because μⱼ, α₀ⱼ, α₁ⱼ and βⱼ stand in λⱼ alone; for a
 * given decay each part is concave. Decays are searched on 12 points, then by golden section between the neighbours of the best.
 *
 * @throws ForecastInputError for fewer than 10 events of either stream, times out of order or after `until`, an empty range of decays.
 * @source Ozaki 1979; Embrechts, Liniger and Lin, J. Appl. Prob. 48A (2011) 367; docs/models/hawkes.md, section 3
 */
export const fitBivariateHawkes = (events: MarkedEvents, { until, decays }: BivariateFitTerms): BivariateFit => {
  requireFit(events, until, decays)
  const [one, other] = ([0, 1] as const).map((target) => bestDecay(events, until, target, decays))
  const parts = [one ?? NOTHING, other ?? NOTHING] as const
  const rate = (target: 0 | 1, at: number): number => parts[target].fit.rates[at] ?? Number.NaN
  return {
    law: {
      baselines: [rate(0, 0), rate(1, 0)],
      jumps: [
        [rate(0, 1), rate(1, 1)],
        [rate(0, 2), rate(1, 2)],
      ],
      decays: [parts[0].decay, parts[1].decay],
    },
    logLikelihood: parts[0].fit.logLikelihood + parts[1].fit.logLikelihood,
    decaysInside: [parts[0].inside, parts[1].inside],
  }
}

type Part = { readonly fit: IntensityFit; readonly decay: number; readonly inside: boolean }

const NOTHING: Part = { fit: { rates: new Float64Array(3), logLikelihood: 0 }, decay: 1, inside: false }
const GOLDEN = 0.6180339887498949

const bestDecay = (events: MarkedEvents, until: number, target: 0 | 1, decays: BivariateFitTerms['decays']): Part => {
  const fitAt = (x: number): IntensityFit => fitLinearIntensity(seenBy(events, until, target, exp(x)))
  const [low, step] = [log(decays.min), (log(decays.max) - log(decays.min)) / (GRID - 1)]
  const grid = Array.from({ length: GRID }, (_, at) => fitAt(low + at * step).logLikelihood)
  const best = grid.indexOf(Math.max(...grid))
  let [from, to] = [low + Math.max(best - 1, 0) * step, low + Math.min(best + 1, GRID - 1) * step]
  let [left, right] = [to - GOLDEN * (to - from), from + GOLDEN * (to - from)]
  let [atLeft, atRight] = [fitAt(left).logLikelihood, fitAt(right).logLikelihood]
  for (let halving = 0; halving < HALVINGS; halving += 1)
    if (atLeft >= atRight) {
      ;[to, right, atRight] = [right, left, atLeft]
      left = to - GOLDEN * (to - from)
      atLeft = fitAt(left).logLikelihood
    } else {
      ;[from, left, atLeft] = [left, right, atRight]
      right = from + GOLDEN * (to - from)
      atRight = fitAt(right).logLikelihood
    }
  const x = (from + to) / 2
  return { fit: fitAt(x), decay: exp(x), inside: best > 0 && best < GRID - 1 }
}

/** What each event of a target saw: 1 for the baseline, and the lifts of both sources at its time; and the area under each. */
const seenBy = (
  { times, streams }: MarkedEvents,
  until: number,
  target: 0 | 1,
  decay: number,
): { readonly width: 3; readonly rows: Float64Array; readonly exposure: Float64Array } => {
  const rows: number[] = []
  const exposure = Float64Array.of(until, 0, 0)
  const [lifts, pending] = [new Float64Array(2), new Float64Array(2)]
  let since = 0
  for (let at = 0; at < times.length; at += 1) {
    const time = times[at] ?? Number.NaN
    if (time > since) {
      const fade = exp(-decay * (time - since))
      for (const source of [0, 1]) lifts[source] = ((lifts[source] ?? 0) + (pending[source] ?? 0)) * fade
      pending.fill(0)
      since = time
    }
    const source = streams[at] === 1 ? 1 : 0
    if (source === target) rows.push(1, lifts[0] ?? 0, lifts[1] ?? 0)
    pending[source] = (pending[source] ?? 0) + 1
    exposure[source + 1] = (exposure[source + 1] ?? 0) + (1 - exp(-decay * (until - time))) / decay
  }
  return { width: 3, rows: Float64Array.from(rows), exposure }
}

const requireFit = (
  { times, streams }: MarkedEvents,
  until: number,
  { min, max }: BivariateFitTerms['decays'],
): void => {
  requireEvents(times, until)
  const second = Array.from(streams).filter((stream) => stream === 1).length
  for (const [stream, count] of [times.length - second, second].entries())
    if (count < EVENTS_MIN)
      throw new ForecastInputError(`events of stream ${stream}`, count, `${EVENTS_MIN} or more`, 'observe for longer')
  if (!(min > 0 && max > min && max < Infinity))
    throw new ForecastInputError('decays', `${min} to ${max}`, '0 < min < max, finite', 'name a range of decays')
}
