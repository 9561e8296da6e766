import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/**
 * Rate at which events come by themselves, per unit of time (the unit is the caller's, the same for all times). `steps` has rate k on
 * [k·width, (k + 1)·width) and keeps its last rate ever after; `seasonal` repeats its rates, equally long, every `period`.
 */
export type Baseline =
  | { readonly kind: 'constant'; readonly rate: number }
  | { readonly kind: 'steps'; readonly width: number; readonly rates: readonly number[] }
  | { readonly kind: 'seasonal'; readonly period: number; readonly rates: readonly number[] }

const RATE = { min: 0, max: 1e12 }
const LENGTH = { min: 1e-12, max: 1e15 }

/** Rates of the pieces, in order: one for a constant. */
export const ratesOf = (baseline: Baseline): readonly number[] =>
  baseline.kind === 'constant' ? [baseline.rate] : baseline.rates

/** The same pieces with other rates, one each. */
export const withRates = (baseline: Baseline, rates: readonly number[]): Baseline =>
  baseline.kind === 'constant' ? { kind: 'constant', rate: rates[0] ?? 0 } : { ...baseline, rates }

/** Number of the piece in which a time ≥ 0 lies. */
export const pieceAt = (baseline: Baseline, time: number): number => {
  if (baseline.kind === 'constant') return 0
  return pieceOfStep(baseline, Math.floor(time / stepWidth(baseline)))
}

/** Adds to `out` how long each piece lasts between two times 0 ≤ from ≤ to. */
export const addExposure = (baseline: Baseline, from: number, to: number, out: Float64Array): void => {
  if (baseline.kind === 'constant') {
    out[0] = (out[0] ?? 0) + to - from
    return
  }
  const width = stepWidth(baseline)
  const last = Math.floor(to / width)
  for (let step = Math.floor(from / width), at = from; step <= last; step += 1) {
    const end = step === last ? to : (step + 1) * width
    const piece = pieceOfStep(baseline, step)
    out[piece] = (out[piece] ?? 0) + end - at
    at = end
  }
}

/** Expected number of events of the baseline alone between two times. */
export const baselineCount = (baseline: Baseline, from: number, to: number): number => {
  if (baseline.kind === 'constant') return baseline.rate * (to - from)
  const exposure = new Float64Array(baseline.rates.length)
  addExposure(baseline, from, to, exposure)
  return baseline.rates.reduce((sum, rate, piece) => sum + rate * (exposure[piece] ?? 0), 0)
}

/** @throws ForecastInputError for a rate outside 0 to 1e12, no rate, or a width or period outside 1e-12 to 1e15. */
export const requireBaseline = (baseline: Baseline): void => {
  const rates = ratesOf(baseline)
  if (rates.length === 0)
    throw new ForecastInputError('baseline.rates', 'none', 'one rate or more', 'name a rate a piece')
  for (const rate of rates) requireBetween('baseline rate', rate, RATE, 'give events per unit of time')
  if (baseline.kind === 'steps') requireBetween('baseline.width', baseline.width, LENGTH, 'give the length of a step')
  if (baseline.kind === 'seasonal')
    requireBetween('baseline.period', baseline.period, LENGTH, 'give the length of a season')
}

type Stepped = Exclude<Baseline, { readonly kind: 'constant' }>

const stepWidth = (baseline: Stepped): number =>
  baseline.kind === 'steps' ? baseline.width : baseline.period / baseline.rates.length

const pieceOfStep = (baseline: Stepped, step: number): number => {
  const count = baseline.rates.length
  return baseline.kind === 'steps' ? Math.min(step, count - 1) : step % count
}
