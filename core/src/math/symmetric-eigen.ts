/** Eigenvalues from the largest down, and the unit eigenvector of each; the largest part of every vector is positive. */
export type Eigen = { readonly values: readonly number[]; readonly vectors: readonly (readonly number[])[] }

const SWEEPS_MAX = 60

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations, which converge for every symmetric matrix; for
 * matrices up to some hundred rows. Only symmetric input is meant: the upper part is read.
 *
 * @source Golub and Van Loan, Matrix Computations (2013), section 8.5
 */
export const symmetricEigen = (matrix: readonly (readonly number[])[]): Eigen => {
  const n = matrix.length
  const a = Float64Array.from({ length: n * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n]
    return matrix[Math.min(row, column)]?.[Math.max(row, column)] ?? NaN
  })
  const vectors = new Float64Array(n * n)
  for (let index = 0; index < n; index += 1) vectors[index * n + index] = 1
  for (let sweep = 0; sweep < SWEEPS_MAX && offDiagonal(a, n) > 0; sweep += 1)
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, vectors, n, p, q)
  const order = Array.from({ length: n }, (_, index) => index).toSorted(
    (one, other) => (a[other * n + other] ?? NaN) - (a[one * n + one] ?? NaN),
  )
  return {
    values: order.map((index) => a[index * n + index] ?? NaN),
    vectors: order.map((index) => pointed(Array.from({ length: n }, (_, row) => vectors[row * n + index] ?? NaN))),
  }
}

/** Σ a_pq² above the diagonal; 0 once rotations leave nothing that a diagonal element feels. */
const offDiagonal = (a: Float64Array, n: number): number => {
  let sum = 0
  for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) sum += (a[p * n + q] ?? NaN) * (a[p * n + q] ?? NaN)
  return sum
}

/** Rotates rows and columns p and q so that a_pq becomes 0. */
const rotate = (a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void => {
  const off = a[p * n + q] ?? NaN
  const [app, aqq] = [a[p * n + p] ?? NaN, a[q * n + q] ?? NaN]
  if (off === 0) return
  if (Math.abs(off) < 1e-18 * (Math.abs(app) + Math.abs(aqq))) {
    a[p * n + q] = 0
    a[q * n + p] = 0
    return
  }
  const theta = (aqq - app) / (2 * off)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const turn = (values: Float64Array, first: number, second: number): void => {
    const [x, y] = [values[first] ?? NaN, values[second] ?? NaN]
    values[first] = c * (x - t * y)
    values[second] = c * (t * x + y)
  }
  for (let k = 0; k < n; k += 1) turn(a, k * n + p, k * n + q)
  for (let k = 0; k < n; k += 1) turn(a, p * n + k, q * n + k)
  for (let k = 0; k < n; k += 1) turn(vectors, k * n + p, k * n + q)
}

const pointed = (vector: readonly number[]): readonly number[] => {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  return largest < 0 ? vector.map((value) => -value) : vector
}
