import { solveCholesky } from './cholesky.ts'

/** A least-squares problem in a box: Σ residual² is to be small with low ≤ parameter ≤ high. */
export type LeastSquaresProblem = {
  /** Writes the residuals at some parameters into `out`; smooth, and finite everywhere in the box. */
  readonly residuals: (parameters: Float64Array, out: Float64Array) => void
  readonly count: number // of residuals
  readonly start: readonly number[] // clamped into the box
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly iterationsMax: number
  readonly tolerance: number // of the relative fall of the sum at which it ends
}

/** Where it ended. `stopped` ran out of iterations; `not-a-number` met a residual without value at the start. */
export type LeastSquaresFit = {
  readonly kind: 'converged' | 'stopped' | 'not-a-number'
  readonly parameters: Float64Array
  readonly sum: number // of squared residuals
  readonly iterations: number
}

const DAMPING_FIRST = 1e-3
const DAMPING_MIN = 1e-12
const DAMPING_MAX = 1e10
const STEP = 1e-7 // of a forward difference, in units of the parameter or a thousandth of its box

type Walk = {
  readonly problem: LeastSquaresProblem
  readonly at: Float64Array
  readonly residuals: Float64Array
  readonly jacobian: Float64Array // column by column
  readonly trial: Float64Array
  readonly trialResiduals: Float64Array
  sum: number
  damping: number
}

/**
 * Levenberg-Marquardt with box bounds and forward differences: damped Gauss-Newton steps over the parameters that are not held at a
 * bound by the gradient, projected into the box. The sum never rises.
 *
 * @source Marquardt, SIAM Journal 11 (1963) 431; projection: Kanzow, Yamashita and Fukushima, J. Comp. Appl. Math. 172 (2004) 375
 */
export const leastSquares = (problem: LeastSquaresProblem): LeastSquaresFit => {
  const n = problem.start.length
  const at = Float64Array.from(problem.start, (value, index) => clamped(problem, index, value))
  const rows = (): Float64Array => new Float64Array(problem.count)
  const jacobian = new Float64Array(problem.count * n)
  const trial = new Float64Array(n)
  const w: Walk = {
    problem,
    at,
    residuals: rows(),
    jacobian,
    trial,
    trialResiduals: rows(),
    sum: 0,
    damping: DAMPING_FIRST,
  }
  problem.residuals(at, w.residuals)
  w.sum = sumOfSquares(w.residuals)
  if (!(w.sum < Infinity)) return { kind: 'not-a-number', parameters: at, sum: w.sum, iterations: 0 }
  for (let iterations = 1; iterations <= problem.iterationsMax; iterations += 1) {
    const before = w.sum
    fillJacobian(w)
    if (!descend(w) || before - w.sum <= problem.tolerance * before)
      return { kind: 'converged', parameters: at, sum: w.sum, iterations }
  }
  return { kind: 'stopped', parameters: at, sum: w.sum, iterations: problem.iterationsMax }
}

const clamped = ({ low, high }: LeastSquaresProblem, index: number, value: number): number =>
  Math.max(low[index] ?? -Infinity, Math.min(high[index] ?? Infinity, value))

const sumOfSquares = (values: Float64Array): number => {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}

const fillJacobian = ({ problem, at, residuals, jacobian, trial, trialResiduals }: Walk): void => {
  trial.set(at)
  for (let index = 0; index < at.length; index += 1) {
    const value = at[index] ?? NaN
    const [low, high] = [problem.low[index] ?? -Infinity, problem.high[index] ?? Infinity]
    const size = STEP * Math.max(Math.abs(value), Math.min(1, 1e-3 * (high - low)))
    trial[index] = value + size <= high ? value + size : value - size
    const step = (trial[index] ?? NaN) - value
    problem.residuals(trial, trialResiduals)
    for (let row = 0; row < problem.count; row += 1)
      jacobian[index * problem.count + row] = ((trialResiduals[row] ?? NaN) - (residuals[row] ?? NaN)) / step
    trial[index] = value
  }
}

const column = ({ jacobian, problem }: Walk, index: number): Float64Array =>
  jacobian.subarray(index * problem.count, (index + 1) * problem.count)

const dot = (one: Float64Array, other: Float64Array): number => {
  let sum = 0
  for (let row = 0; row < one.length; row += 1) sum += (one[row] ?? NaN) * (other[row] ?? NaN)
  return sum
}

/** Parameters that may move: not those at a bound whose gradient points out of the box, nor those that change nothing. */
const freeOnes = (w: Walk, gradient: Float64Array): readonly number[] =>
  Array.from(w.at.keys()).filter((index) => {
    const value = w.at[index] ?? NaN
    const slope = gradient[index] ?? NaN
    if (value <= (w.problem.low[index] ?? -Infinity) && slope >= 0) return false
    return !(value >= (w.problem.high[index] ?? Infinity) && slope <= 0)
  })

/** One step that lowers the sum, with as much damping as that takes; false where none does. */
const descend = (w: Walk): boolean => {
  const gradient = w.at.map((_, index) => dot(column(w, index), w.residuals))
  const free = freeOnes(w, gradient)
  if (free.length === 0) return false
  const normal = free.map((one) => free.map((other) => dot(column(w, one), column(w, other))))
  for (; w.damping <= DAMPING_MAX; w.damping *= 6)
    if (moves(w, free, normal, gradient)) {
      w.damping = Math.max(DAMPING_MIN, w.damping / 8)
      return true
    }
  w.damping = DAMPING_FIRST
  return false
}

const moves = (
  w: Walk,
  free: readonly number[],
  normal: readonly (readonly number[])[],
  gradient: Float64Array,
): boolean => {
  const n = free.length
  const matrix = Float64Array.from(normal.flat())
  const largest = Math.max(...normal.map((row, index) => row[index] ?? 0))
  for (let index = 0; index < n; index += 1) {
    const diagonal = matrix[index * n + index] ?? NaN
    matrix[index * n + index] = diagonal + w.damping * Math.max(diagonal, 1e-12 * largest)
  }
  const step = Float64Array.from(free, (index) => -(gradient[index] ?? NaN))
  if (!solveCholesky(matrix, step, n)) return false
  w.trial.set(w.at)
  for (const [place, index] of free.entries())
    w.trial[index] = clamped(w.problem, index, (w.at[index] ?? NaN) + (step[place] ?? NaN))
  w.problem.residuals(w.trial, w.trialResiduals)
  const sum = sumOfSquares(w.trialResiduals)
  if (!(sum < w.sum)) return false
  w.at.set(w.trial)
  w.residuals.set(w.trialResiduals)
  w.sum = sum
  return true
}
