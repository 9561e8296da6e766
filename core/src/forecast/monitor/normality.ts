import { chiSquareTail } from '../../math/index.ts'
import type { TestResult } from './test-result.ts'

/**
 * Jarque and Bera's test of normality: JB = n/6·(S² + (K − 3)²/4), S skewness, K kurtosis; χ² with 2 degrees for long series.
 *
 * @source Jarque and Bera, Economics Letters 6 (1980) 255; docs/models/model-risk.md, eq. 1
 */
export const jarqueBera = (returns: Float64Array): TestResult => {
  const { length } = returns
  let mean = 0
  for (const each of returns) mean += each / length
  let [second, third, fourth] = [0, 0, 0]
  for (const each of returns) {
    const off = each - mean
    const square = off * off
    second += square / length
    third += (square * off) / length
    fourth += (square * square) / length
  }
  const skewness = third / (second * Math.sqrt(second))
  const excess = fourth / (second * second) - 3
  const statistic = (length / 6) * (skewness * skewness + (excess * excess) / 4)
  return { statistic, pValue: chiSquareTail(statistic, 2) }
}
