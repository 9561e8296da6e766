import { log } from '../math/index.ts'
import { addExposure, pieceAt, ratesOf, type Baseline } from './baseline.ts'
import type { EventTimes } from './event-times.ts'
import { liftSums, type LiftSums } from './hawkes-lifts.ts'

/** What a fit needs to know of its events once: the piece of each, events and exposure of each piece. */
export type FitData = {
  readonly events: EventTimes
  readonly until: number
  readonly pieces: Int32Array
  readonly counts: Float64Array
  readonly exposure: Float64Array
}

/** The best rates and branching ratio for one decay. */
export type DecayProfile = {
  readonly decay: number
  readonly rates: Float64Array
  readonly branching: number
  readonly logLikelihood: number
  readonly lifts: LiftSums
}

/** Events sorted into the pieces of a baseline. */
export const fitDataOf = (shape: Baseline, events: EventTimes, until: number): FitData => {
  const pieces = Int32Array.from(events, (time) => pieceAt(shape, time))
  const [counts, exposure] = [new Float64Array(ratesOf(shape).length), new Float64Array(ratesOf(shape).length)]
  for (const piece of pieces) counts[piece] = (counts[piece] ?? 0) + 1
  addExposure(shape, 0, until, exposure)
  return { events, until, pieces, counts, exposure }
}

const ITERATIONS = 100
const SETTLED = 1e-13
const GONE = 1e-10

/**
 * Rates and branching ratio of largest likelihood at a given decay. λ is linear in them, so ln L is concave: Newton steps that keep
 * everything above a tenth of itself, and the step of expectation-maximisation, which never lowers L, wherever Newton's would.
 */
export const profileAt = (data: FitData, decay: number, start: number): DecayProfile => {
  const lifts = liftSums(data.events, decay, data.until)
  const rates = data.counts.map((count, piece) =>
    count === 0 ? 0 : ((1 - start / 2) * count) / (data.exposure[piece] ?? 1),
  )
  let here = slopesAt(data, { lifts, decay }, { rates, branching: start / 2 })
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const newton = slopesAt(data, { lifts, decay }, newtonStep(here))
    const next =
      newton.logLikelihood >= here.logLikelihood
        ? newton
        : slopesAt(data, { lifts, decay }, maximisationStep(data, here))
    const change = largestChange(here, next)
    here = next
    if (change < SETTLED || (here.branching < GONE && here.onBranching < 0)) break
  }
  if (here.branching < GONE) here = slopesAt(data, { lifts, decay }, { rates: poissonRates(data), branching: 0 })
  return { decay, rates: here.rates, branching: here.branching, logLikelihood: here.logLikelihood, lifts }
}

/** Rates of largest likelihood of events that do not excite one another: events over time, piece by piece. */
export const poissonRates = ({ counts, exposure }: FitData): Float64Array =>
  counts.map((count, piece) => (count === 0 ? 0 : count / (exposure[piece] ?? 1)))

type Point = { readonly rates: Float64Array; readonly branching: number }

/** ln L at a point with its slope and curvature; curvature in the rates is diagonal, since each event lies in one piece. */
type Slopes = Point & {
  readonly logLikelihood: number
  readonly onRates: Float64Array
  readonly onBranching: number
  readonly curveRates: Float64Array
  readonly curveMixed: Float64Array
  readonly curveBranching: number
  readonly lifted: number
}

type Memory = { readonly lifts: LiftSums; readonly decay: number }

const slopesAt = (data: FitData, { lifts, decay }: Memory, { rates, branching }: Point): Slopes => {
  const { pieces, exposure } = data
  const lifted = pieces.length - lifts.end.plain
  const onRates = exposure.map((time) => -time)
  const [curveRates, curveMixed] = [new Float64Array(rates.length), new Float64Array(rates.length)]
  let [logLikelihood, onBranching, curveBranching] = [-branching * lifted, -lifted, 0]
  for (let piece = 0; piece < rates.length; piece += 1) logLikelihood -= (rates[piece] ?? 0) * (exposure[piece] ?? 0)
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? 0
    const lift = decay * (lifts.plain[at] ?? Number.NaN)
    const rate = (rates[piece] ?? 0) + branching * lift
    const share = 1 / rate
    logLikelihood += log(rate)
    onRates[piece] = (onRates[piece] ?? 0) + share
    onBranching += lift * share
    curveRates[piece] = (curveRates[piece] ?? 0) + share * share
    curveMixed[piece] = (curveMixed[piece] ?? 0) + lift * share * share
    curveBranching += lift * lift * share * share
  }
  return { rates, branching, logLikelihood, onRates, onBranching, curveRates, curveMixed, curveBranching, lifted }
}

/** Newton's step, solved through the diagonal of the rates, and never below a tenth of what was. */
const newtonStep = (here: Slopes): Point => {
  let [slope, curve] = [here.onBranching, here.curveBranching]
  for (const [piece, own] of here.curveRates.entries()) {
    if (own === 0) continue
    const mixed = here.curveMixed[piece] ?? 0
    slope -= (mixed * (here.onRates[piece] ?? 0)) / own
    curve -= (mixed * mixed) / own
  }
  const move = curve > 0 ? slope / curve : 0
  const rates = here.rates.map((rate, piece) => {
    const own = here.curveRates[piece] ?? 0
    if (own === 0) return rate
    return Math.max(rate + ((here.onRates[piece] ?? 0) - (here.curveMixed[piece] ?? 0) * move) / own, 0.1 * rate)
  })
  return { rates, branching: Math.max(here.branching + move, 0.1 * here.branching) }
}

const maximisationStep = ({ exposure }: FitData, here: Slopes): Point => ({
  rates: here.rates.map((rate, piece) => {
    const time = exposure[piece] ?? 0
    return time === 0 ? rate : rate * (1 + (here.onRates[piece] ?? 0) / time)
  }),
  branching: here.lifted > 0 ? here.branching * (1 + here.onBranching / here.lifted) : here.branching,
})

const largestChange = (here: Point, next: Point): number => {
  let change = Math.abs(next.branching - here.branching) / here.branching
  for (const [piece, rate] of here.rates.entries())
    if (rate > 0) change = Math.max(change, Math.abs((next.rates[piece] ?? 0) - rate) / rate)
  return change
}
