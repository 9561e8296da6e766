import { studentTQuantile, studentTUpperTail } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { requirePaired, requireReturns } from './series-check.ts'

/** Mean difference of two losses with its interval. Negative: the first forecast lost less. */
export type LossComparison = {
  readonly meanDifference: number
  readonly standardError: number
  readonly low: number
  readonly high: number
  readonly statistic: number
  /** Two-sided. */
  readonly pValue: number
}

export type LossPair = { readonly first: ArrayLike<number>; readonly second: ArrayLike<number> }

export type ComparisonTerms = {
  /** How many periods back differences may still be correlated: at least the horizon − 1. */
  readonly bandwidth: number
  /** Of the interval, such as 0.95. */
  readonly confidence: number
}

/**
 * Which of two forecasts lost less, with an interval that allows for correlation in time:
 *
 *   d = first − second,   V = γ₀ + 2·Σ (1 − k/(b + 1))·γ_k,   S = d̄/√(V/n)·√((n − 1 − 2b + b(b + 1)/n)/n)        (eq. 10)
 *
 * γ_k autocovariances of d up to the bandwidth b; S against Student's t with n − 1 degrees, the small-sample factor with horizon b + 1.
 *
 * @throws ForecastInputError for fewer than 10 pairs, unequal lengths, differences that are all the same, a bandwidth outside 0 to n/4,
 * or a confidence outside 0.5 to 0.9999.
 * @source Diebold & Mariano, Journal of Business & Economic Statistics 13 (1995) 253; Harvey, Leybourne & Newbold, International Journal of
 * Forecasting 13 (1997) 281; Newey & West, Econometrica 55 (1987) 703; docs/models/volatility.md, eq. 10
 */
export const dieboldMariano = ({ first, second }: LossPair, terms: ComparisonTerms): LossComparison => {
  requirePaired('second', second, first)
  const n = first.length
  const differences = Float64Array.from(first, (one, t) => one - (second[t] ?? NaN))
  requireReturns('first - second', differences, 10)
  requireBetween('bandwidth', terms.bandwidth, { min: 0, max: n / 4 }, 'give the horizon less one, or n^(1/3)')
  requireBetween('confidence', terms.confidence, { min: 0.5, max: 0.9999 }, 'give 0.95')
  const b = Math.floor(terms.bandwidth)
  const meanDifference = differences.reduce((sum, one) => sum + one, 0) / n
  const plain = Math.sqrt(longRunVariance(differences, meanDifference, b) / n)
  const standardError = plain / Math.sqrt((n - 1 - 2 * b + (b * (b + 1)) / n) / n)
  if (!(standardError > 0))
    throw new ForecastInputError(
      'first - second',
      'no variance left',
      'losses that differ by chance',
      'widen the series',
    )
  const reach = studentTQuantile(0.5 + 0.5 * terms.confidence, n - 1) * standardError
  const statistic = meanDifference / standardError
  return {
    meanDifference,
    standardError,
    low: meanDifference - reach,
    high: meanDifference + reach,
    statistic,
    pValue: 2 * studentTUpperTail(Math.abs(statistic), n - 1),
  }
}

const longRunVariance = (values: Float64Array, mean: number, bandwidth: number): number => {
  let sum = 0
  for (let lag = 0; lag <= bandwidth; lag += 1) {
    let product = 0
    for (let t = lag; t < values.length; t += 1) product += ((values[t] ?? 0) - mean) * ((values[t - lag] ?? 0) - mean)
    sum += ((lag === 0 ? 1 : 2 * (1 - lag / (bandwidth + 1))) * product) / values.length
  }
  return sum
}
