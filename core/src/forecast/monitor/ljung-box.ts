import { chiSquareTail } from '../../math/index.ts'
import type { TestResult } from './test-result.ts'

/**
 * Ljung and Box's test that a series has no autocorrelation up to a lag: Q = n(n + 2)·Σ ρₖ²/(n − k); χ² with `lags` degrees.
 *
 * @source Ljung and Box, Biometrika 65 (1978) 297; docs/models/model-risk.md, eq. 3
 */
export const ljungBox = (series: Float64Array, lags: number): TestResult => {
  const { length } = series
  let mean = 0
  for (const each of series) mean += each / length
  const off = series.map((each) => each - mean)
  let variance = 0
  for (const each of off) variance += each * each
  let statistic = 0
  for (let lag = 1; lag <= lags; lag += 1) {
    let shared = 0
    for (let at = lag; at < length; at += 1) shared += (off[at] ?? 0) * (off[at - lag] ?? 0)
    const correlation = shared / variance
    statistic += (length * (length + 2) * correlation * correlation) / (length - lag)
  }
  return { statistic, pValue: chiSquareTail(statistic, lags) }
}
