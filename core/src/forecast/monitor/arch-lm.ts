import { chiSquareTail, solveCholesky } from '../../math/index.ts'
import type { TestResult } from './test-result.ts'

/**
 * Engle's test for volatility that follows from the last squared returns: (n − q)·R² of r² on a constant and its q lags; χ² with q
 * degrees. The returns are taken as they are: take their mean out first. R² is 0 where the regressors do not tell themselves apart.
 *
 * @source Engle, Econometrica 50 (1982) 987; docs/models/model-risk.md, eq. 4
 */
export const archLm = (returns: Float64Array, lags: number): TestResult => {
  const squares = returns.map((each) => each * each)
  const width = lags + 1
  const [matrix, right] = [new Float64Array(width * width), new Float64Array(width)]
  const row = new Float64Array(width)
  let [sum, total] = [0, 0]
  const count = squares.length - lags
  for (let at = lags; at < squares.length; at += 1) {
    const outcome = squares[at] ?? Number.NaN
    row[0] = 1
    for (let lag = 1; lag <= lags; lag += 1) row[lag] = squares[at - lag] ?? Number.NaN
    sum += outcome
    total += outcome * outcome
    addRow(matrix, right, row, outcome)
  }
  const explained = right.slice()
  if (!solveCholesky(matrix, right, width)) return { statistic: 0, pValue: 1 }
  let fitted = 0
  for (let at = 0; at < width; at += 1) fitted += (right[at] ?? 0) * (explained[at] ?? 0)
  const level = (sum * sum) / count
  const statistic = (count * Math.max(0, fitted - level)) / (total - level)
  return { statistic, pValue: chiSquareTail(statistic, lags) }
}

/** Adds one observation to the lower part of XᵀX and to Xᵀy. */
const addRow = (matrix: Float64Array, right: Float64Array, row: Float64Array, outcome: number): void => {
  const width = row.length
  for (let one = 0; one < width; one += 1) {
    const value = row[one] ?? 0
    right[one] = (right[one] ?? 0) + value * outcome
    for (let other = 0; other <= one; other += 1)
      matrix[one * width + other] = (matrix[one * width + other] ?? 0) + value * (row[other] ?? 0)
  }
}
