import { fillUniforms, pow, type RandomStream } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import type { Garch } from './garch.ts'
import { requireFinite, requirePaired } from './series-check.ts'

/**
 * Returns in units of what was forecast: `out[t]` = returns[t + 1] / vols[t], where vols[t] was known at the end of t.
 *
 * @throws ForecastInputError for fewer than 2 returns, unequal lengths, a volatility that is not above 0, or an `out` of another length
 * than one less.
 */
export const standardised = (returns: ArrayLike<number>, vols: ArrayLike<number>, out: Float64Array): void => {
  requireFinite('returns', returns, 2)
  requirePaired('vols', vols, returns)
  if (out.length !== returns.length - 1)
    throw new ForecastInputError('out.length', out.length, `${returns.length - 1}`, 'the first return had no forecast')
  for (let t = 0; t < out.length; t += 1) {
    const vol = vols[t] ?? NaN
    if (!(vol > 0 && vol <= 1e6))
      throw new ForecastInputError(
        `vols[${t}]`,
        vol,
        'above 0, up to 1e6',
        'a period without volatility cannot be scaled',
      )
    out[t] = (returns[t + 1] ?? NaN) / vol
  }
}

/** How one asset's variance moves, and where it stands. Omega 0 with alpha + beta = 1 is EWMA. */
export type AssetVariance = { readonly garch: Garch; readonly nextVariance: number }

/** EWMA as a variance that moves: ω 0, α 1 − λ, β λ. */
export const ewmaAsGarch = (decay: number): Garch => ({ omega: 0, alpha: 1 - decay, beta: decay })

export type FilteredHistory = {
  /** Standardised returns, one array an asset, the same dates in each: oldest first. */
  readonly residuals: readonly Float64Array[]
  readonly assets: readonly AssetVariance[]
}

export type FilteredPlan = {
  readonly paths: number
  /** Periods ahead: the margin period of risk. */
  readonly steps: number
  /** Weight of a date against the one after it: 1 for none, 0.995 to trust what is young. */
  readonly ageDecay: number
  readonly stream: RandomStream
}

/**
 * Paths by filtered historical simulation: at each step one date is drawn and *all* assets take their residuals of that date, which keeps
 * whatever binds them; each is scaled by its own volatility, which then moves on by its own recursion:
 *
 *   r = √s²·z_date,   s² ← ω + αr² + βs²,   P(date of age k) ∝ ageDecay^k        (eq. 5)
 *
 * Writes the sum of returns over the steps: out[path·assets + asset]. Path p uses draws p·steps … of the stream, so paths may be made in
 * parts.
 *
 * @throws ForecastInputError for fewer than 20 dates, unequal lengths, residuals beyond ±1e6, ω, α or β below 0, a variance outside 0 to
 * 1e12, an age decay outside 0.5 to 1, paths or steps that are none, or an `out` of another size.
 * @source Barone-Adesi, Giannopoulos & Vosper, Journal of Futures Markets 19 (1999) 583; docs/models/tails.md, eq. 5
 */
export const filteredPaths = (history: FilteredHistory, plan: FilteredPlan, out: Float64Array): void => {
  const { residuals, assets } = history
  requireHistory(history)
  requirePlan(history, plan, out)
  const cumulative = ageWeights(residuals[0]?.length ?? 0, plan.ageDecay)
  const draws = new Float64Array(plan.steps)
  const variances = new Float64Array(assets.length)
  for (let path = 0; path < plan.paths; path += 1) {
    fillUniforms(plan.stream, path * plan.steps, draws)
    for (const [a, { nextVariance }] of assets.entries()) variances[a] = nextVariance
    out.fill(0, path * assets.length, (path + 1) * assets.length)
    for (const draw of draws) {
      const date = dateAt(cumulative, draw)
      for (const [a, { garch }] of assets.entries()) {
        const variance = variances[a] ?? NaN
        const move = Math.sqrt(variance) * (residuals[a]?.[date] ?? NaN)
        variances[a] = garch.omega + garch.alpha * move * move + garch.beta * variance
        out[path * assets.length + a] = (out[path * assets.length + a] ?? NaN) + move
      }
    }
  }
}

/** Cumulative probabilities of dates, oldest first, the last one 1. */
const ageWeights = (dates: number, decay: number): Float64Array => {
  const cumulative = new Float64Array(dates)
  let sum = 0
  for (let t = 0; t < dates; t += 1) cumulative[t] = sum += pow(decay, dates - 1 - t)
  return cumulative.map((one) => one / sum)
}

/** First date whose cumulative probability is above the draw. */
const dateAt = (cumulative: Float64Array, draw: number): number => {
  let [low, high] = [0, cumulative.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative[middle] ?? 1) > draw) high = middle
    else low = middle + 1
  }
  return low
}

const requireHistory = ({ residuals, assets }: FilteredHistory): void => {
  if (residuals.length === 0 || residuals.length !== assets.length)
    throw new ForecastInputError('residuals.length', residuals.length, `${assets.length}, at least 1`, 'one an asset')
  for (const [a, one] of residuals.entries()) {
    requireFinite(`residuals[${a}]`, one, 20)
    requirePaired(`residuals[${a}]`, one, residuals[0] ?? one)
  }
  for (const [a, { garch, nextVariance }] of assets.entries()) {
    for (const field of ['omega', 'alpha', 'beta'] as const)
      requireBetween(`assets[${a}].${field}`, garch[field], { min: 0, max: 1e12 }, 'give a weight, 0 for none')
    requireBetween(`assets[${a}].nextVariance`, nextVariance, { min: 0, max: 1e12 }, 'give the variance of one period')
  }
}

const requirePlan = (
  { assets }: FilteredHistory,
  { paths, steps, ageDecay }: FilteredPlan,
  out: Float64Array,
): void => {
  requireBetween('ageDecay', ageDecay, { min: 0.5, max: 1 }, 'give 1 to weigh all dates alike')
  for (const [field, value] of Object.entries({ paths, steps }))
    if (!(Number.isInteger(value) && value >= 1 && value <= 1e7))
      throw new ForecastInputError(field, value, 'a whole number from 1 to 1e7', 'give at least one')
  if (out.length === paths * assets.length) return
  throw new ForecastInputError('out.length', out.length, `${paths * assets.length}`, 'give room for paths × assets')
}
