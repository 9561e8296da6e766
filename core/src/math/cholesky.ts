/**
 * Solves A·x = b for a symmetric positive definite A, row by row in `matrix` (n × n, only the lower part is read). Both are
 * overwritten: `right` with x. False, with nothing meant by what is left there, where A is not positive definite to rounding.
 *
 * @source Golub and Van Loan, Matrix Computations (2013), algorithm 4.2.1
 */
export const solveCholesky = (matrix: Float64Array, right: Float64Array, n: number): boolean => {
  for (let row = 0; row < n; row += 1)
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * n + column] ?? NaN
      for (let k = 0; k < column; k += 1) sum -= (matrix[row * n + k] ?? NaN) * (matrix[column * n + k] ?? NaN)
      if (row > column) matrix[row * n + column] = sum / (matrix[column * n + column] ?? NaN)
      else if (sum > 0) matrix[row * n + row] = Math.sqrt(sum)
      else return false
    }
  for (let row = 0; row < n; row += 1) {
    let sum = right[row] ?? NaN
    for (let k = 0; k < row; k += 1) sum -= (matrix[row * n + k] ?? NaN) * (right[k] ?? NaN)
    right[row] = sum / (matrix[row * n + row] ?? NaN)
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = right[row] ?? NaN
    for (let k = row + 1; k < n; k += 1) sum -= (matrix[k * n + row] ?? NaN) * (right[k] ?? NaN)
    right[row] = sum / (matrix[row * n + row] ?? NaN)
  }
  return true
}
