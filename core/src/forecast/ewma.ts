import { pow } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { meanQlike } from './qlike.ts'
import { requireFinite, requireNotNegative, requirePositive } from './series-check.ts'

/** Last period's volatility and return, and how much of the old variance is kept: 0.94 a day by custom. */
export type EwmaStep = { readonly decay: number; readonly vol: number; readonly lastReturn: number }

const DECAY = { min: 0, max: 1 }
const SIZE = { min: 0, max: 1e6 }

/**
 * Next period's volatility, in the unit of the returns:
 *
 *   σ' = √(λσ² + (1 − λ)r²)        (eq. 1)
 *
 * @throws ForecastInputError for a decay outside 0 to 1, a volatility outside 0 to 1e6 or a return beyond ±1e6.
 * @source RiskMetrics Technical Document (1996) 5.2; docs/models/volatility.md, eq. 1
 */
export const ewmaStep = ({ decay, vol, lastReturn }: EwmaStep): number => {
  requireBetween('decay', decay, DECAY, 'give the share of variance that is kept')
  requireBetween('vol', vol, SIZE, 'give volatility per period, not in percent of a year')
  requireBetween('lastReturn', lastReturn, { min: -SIZE.max, max: SIZE.max }, 'give the return of one period')
  return Math.sqrt(decay * vol * vol + (1 - decay) * lastReturn * lastReturn)
}

/** The decay after which a variance counts half when `halfLife` periods have passed: 2^(−1/halfLife). */
export const decayOfHalfLife = (halfLife: number): number => {
  requireBetween('halfLife', halfLife, { min: 1e-3, max: 1e9 }, 'give periods')
  return pow(2, -1 / halfLife)
}

/**
 * Forecasts by eq. 1 from a series of variances (squared returns, or realised variances): `out[t]` is the forecast for t + 1, known at
 * the end of t. It begins with the first variance.
 *
 * @throws ForecastInputError for a decay outside 0 to 1, no variance, or one that is negative or not finite.
 */
export const ewmaVariances = (decay: number, variances: ArrayLike<number>, out: Float64Array): void => {
  requireBetween('decay', decay, DECAY, 'give the share of variance that is kept')
  requireNotNegative('variances', variances, 1)
  smooth(decay, variances, out)
}

const smooth = (decay: number, variances: ArrayLike<number>, out: Float64Array): void => {
  let state = variances[0] ?? 0
  for (let t = 0; t < variances.length; t += 1) {
    state = decay * state + (1 - decay) * (variances[t] ?? 0)
    out[t] = state
  }
}

const DECAYS_FROM = 0.3
const DECAYS_TO = 0.995

/**
 * The decay from 0.3 to 0.995 whose one-step forecasts had the least mean QLIKE on a series of variances above 0. Forecasts of the
 * first tenth are not judged: they still carry the start. Golden sections of the best third of a grid.
 *
 * @throws ForecastInputError for fewer than 20 variances or one that is not above 0.
 * @source docs/models/volatility.md, section 2
 */
export const fitEwmaDecay = (variances: ArrayLike<number>): number => {
  requirePositive('variances', variances, 20)
  const out = new Float64Array(variances.length)
  const first = Math.ceil(variances.length / 10)
  const targets = Float64Array.from(variances).subarray(first)
  const loss = (decay: number): number => {
    smooth(decay, variances, out)
    return meanQlike(out.subarray(first - 1, out.length - 1), targets)
  }
  return leastOf(loss)
}

const GRID = 15

const leastOf = (loss: (decay: number) => number): number => {
  const width = (DECAYS_TO - DECAYS_FROM) / GRID
  let [best, least] = [DECAYS_FROM, loss(DECAYS_FROM)]
  for (let i = 1; i <= GRID; i += 1) {
    const decay = DECAYS_FROM + i * width
    const here = loss(decay)
    if (here < least) [best, least] = [decay, here]
  }
  let [low, high] = [Math.max(DECAYS_FROM, best - width), Math.min(DECAYS_TO, best + width)]
  for (let step = 0; step < 20; step += 1) {
    const part = 0.3819660112501051 * (high - low)
    if (loss(low + part) > loss(high - part)) low += part
    else high -= part
  }
  return 0.5 * (low + high)
}

/** Two forecasts of the same variance: quick to follow for execution, slow for margin. */
export type TwoSpeeds = { readonly fast: number; readonly slow: number }

/**
 * Volatility at two speeds by eq. 1, each with its own half-life in periods: `fast` steers how quickly is traded, `slow` what is asked
 * as margin. Volatility per √period, forecast for the period after the last.
 *
 * @throws ForecastInputError for half-lives outside 1e-3 to 1e9, a fast one that is not below the slow one, or bad returns.
 */
export const twoSpeedVol = (returns: ArrayLike<number>, halfLives: TwoSpeeds): TwoSpeeds => {
  const { fast, slow } = halfLives
  if (!(fast < slow)) throw new ForecastInputError('fast', fast, `below slow = ${slow}`, 'swap the two half-lives')
  requireFinite('returns', returns, 2)
  const [keepFast, keepSlow] = [decayOfHalfLife(fast), decayOfHalfLife(slow)]
  let [a, b] = [0, 0]
  for (let t = 0; t < returns.length; t += 1) {
    const square = (returns[t] ?? 0) * (returns[t] ?? 0)
    a = t === 0 ? square : keepFast * a + (1 - keepFast) * square
    b = t === 0 ? square : keepSlow * b + (1 - keepSlow) * square
  }
  return { fast: Math.sqrt(a), slow: Math.sqrt(b) }
}
