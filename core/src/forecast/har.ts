import { exp, log, solveCholesky } from '../math/index.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import { requirePaired, requirePositive } from './series-check.ts'

/** Variances of consecutive periods; `continuous` is each one without its jumps, or null to leave jumps out of the model. */
export type HarSeries = { readonly variance: ArrayLike<number>; readonly continuous: ArrayLike<number> | null }

/** What the model sees at the end of each period: nothing of row t is younger than period t. */
export type HarDesign = {
  readonly lags: readonly number[]
  /** Numbers in a row: 1, one a lag, and one for jumps. */
  readonly width: number
  /** The first period with a full row. */
  readonly first: number
  /** Row by row; rows before `first` are empty. */
  readonly rows: Float64Array
  readonly logs: Float64Array
}

/**
 * Regressors of the logarithmic HAR model at the end of each period t:
 *
 *   1,  ln mean(v over the last k periods) for each lag k,  and with jumps  ln(v_t / c_t)        (eq. 8)
 *
 * v variance · c the continuous part of it. Lags 1, 7, 30 for days of a market that never closes; 1, 24, 168 for hours.
 *
 * @throws ForecastInputError for lags that are not rising whole numbers from 1 to 10,000, a variance that is not above 0, or a series
 * that is not longer than the longest lag.
 * @source Corsi, Journal of Financial Econometrics 7 (2009) 174; Andersen, Bollerslev & Diebold, Review of Economics and Statistics 89
 * (2007) 701; docs/models/volatility.md, eq. 8
 */
export const harDesign = ({ variance, continuous }: HarSeries, lags: readonly number[]): HarDesign => {
  requireLags(lags)
  const longest = lags.at(-1) ?? 1
  requirePositive('variance', variance, longest + 1)
  if (continuous !== null) requirePositive('continuous', continuous, 1)
  if (continuous !== null) requirePaired('continuous', continuous, variance)
  const width = 1 + lags.length + (continuous === null ? 0 : 1)
  const rows = new Float64Array(variance.length * width)
  const logs = Float64Array.from(variance, (one) => log(one))
  for (let t = longest - 1; t < variance.length; t += 1) {
    rows[t * width] = 1
    for (const [place, lag] of lags.entries()) rows[t * width + 1 + place] = log(meanOfLast(variance, t, lag))
    if (continuous !== null) rows[t * width + width - 1] = (logs[t] ?? NaN) - log(continuous[t] ?? NaN)
  }
  return { lags, width, first: longest - 1, rows, logs }
}

const meanOfLast = (values: ArrayLike<number>, t: number, lag: number): number => {
  let sum = 0
  for (let back = 0; back < lag; back += 1) sum += values[t - back] ?? NaN
  return sum / lag
}

/** A fitted model. `smearing` turns the exponential of a fitted logarithm into a mean: the mean of e^residual. */
export type HarFit = { readonly coefficients: Float64Array; readonly smearing: number; readonly pairs: number }

/** The periods that a fit may know: row t with the variance of t + 1, both from `from` up to and including `to`. */
export type KnownPeriods = { readonly from: number; readonly to: number }

/**
 * Least squares of ln v_(t+1) on row t over the known periods. The level is then set by the mean of e^residual (Duan's smearing), which
 * is the factor of least QLIKE on those periods.
 *
 * @throws ForecastInputError where fewer than ten pairs a coefficient are known, or one number of a row follows from the others.
 * @source docs/models/volatility.md, section 5
 */
export const fitHar = (design: HarDesign, { from, to }: KnownPeriods): HarFit => {
  const first = Math.max(from, design.first)
  const pairs = Math.min(to, design.logs.length - 1) - first
  const least = 10 * design.width
  if (!(pairs >= least))
    throw new ForecastInputError('periods', pairs, `at least ${least} pairs`, 'give a longer series or shorter lags')
  const coefficients = solve(design, first, pairs)
  let sum = 0
  for (let t = first; t < first + pairs; t += 1)
    sum += exp((design.logs[t + 1] ?? NaN) - fitted(design, coefficients, t))
  return { coefficients, smearing: sum / pairs, pairs }
}

/** Forecast of the variance of period t + 1 from what was known at the end of t. NaN before the first full row. */
export const harForecast = ({ coefficients, smearing }: HarFit, design: HarDesign, t: number): number =>
  t < design.first || t >= design.logs.length ? NaN : exp(fitted(design, coefficients, t)) * smearing

const fitted = ({ rows, width }: HarDesign, coefficients: Float64Array, t: number): number => {
  let sum = 0
  for (let place = 0; place < width; place += 1) sum += (rows[t * width + place] ?? NaN) * (coefficients[place] ?? NaN)
  return sum
}

const solve = ({ rows, width, logs }: HarDesign, first: number, pairs: number): Float64Array => {
  const [matrix, right] = [new Float64Array(width * width), new Float64Array(width)]
  for (let t = first; t < first + pairs; t += 1)
    for (let i = 0; i < width; i += 1) {
      const one = rows[t * width + i] ?? NaN
      right[i] = (right[i] ?? NaN) + one * (logs[t + 1] ?? NaN)
      for (let j = 0; j <= i; j += 1)
        matrix[i * width + j] = (matrix[i * width + j] ?? NaN) + one * (rows[t * width + j] ?? NaN)
    }
  if (solveCholesky(matrix, right, width) && right.every((one) => Math.abs(one) < 1e6)) return right
  const remedy = 'a constant series, or jumps that never differ, have no HAR fit'
  throw new ForecastInputError('rows', 'one follows from others', 'numbers that vary on their own', remedy)
}

const requireLags = (lags: readonly number[]): void => {
  const rising = lags.every((lag, place) => Number.isInteger(lag) && lag > (lags[place - 1] ?? 0) && lag <= 10_000)
  if (rising && lags.length > 0) return
  throw new ForecastInputError(
    'lags',
    lags.join(', '),
    'rising whole numbers from 1 to 10000',
    'give 1, 7, 30 for days',
  )
}
