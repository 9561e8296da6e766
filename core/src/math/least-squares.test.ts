import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { solveCholesky } from './cholesky.ts'
import { leastSquares, type LeastSquaresProblem } from './least-squares.ts'

// Rosenbrock 1960: 10·(y − x²) and 1 − x; least 0 at (1, 1)
const rosenbrock = (low: readonly number[], high: readonly number[]): LeastSquaresProblem => ({
  residuals: ([x = NaN, y = NaN], out) => out.set([10 * (y - x * x), 1 - x]),
  count: 2,
  start: [-1.2, 1],
  low,
  high,
  iterationsMax: 200,
  tolerance: 1e-14,
})

describe('leastSquares', () => {
  test('walks the valley of Rosenbrock to its end', () => {
    const { kind, parameters } = leastSquares(rosenbrock([-5, -5], [5, 5]))
    assert.equal(kind, 'converged')
    assert.ok(
      parameters.every((value) => Math.abs(value - 1) < 1e-6),
      String(parameters),
    )
  })
  // with x ≤ 1/2 the least lies at x = 1/2, y = 1/4, and is 1/4
  test('ends on a bound where the least lies outside, and never leaves the box', () => {
    const { parameters, sum } = leastSquares(rosenbrock([-5, -5], [0.5, 5]))
    assert.ok(Math.abs((parameters[0] ?? NaN) - 0.5) < 1e-9 && Math.abs((parameters[1] ?? NaN) - 0.25) < 1e-6)
    assert.ok(Math.abs(sum - 0.25) < 1e-9)
  })
  test('a line through points is the one of the normal equations', () => {
    // y = 1, 3, 2, 5 at x = 0..3: slope Σ(x−x̄)(y−ȳ)/Σ(x−x̄)² = 5.5/5, intercept 2.75 − 1.5·1.1
    const ys = [1, 3, 2, 5]
    const { parameters } = leastSquares({
      residuals: ([a = NaN, b = NaN], out) => out.set(ys.map((y, x) => a + b * x - y)),
      count: 4,
      start: [0, 0],
      low: [-100, -100],
      high: [100, 100],
      iterationsMax: 50,
      tolerance: 1e-15,
    })
    assert.ok(Math.abs((parameters[1] ?? NaN) - 1.1) < 1e-6 && Math.abs((parameters[0] ?? NaN) - 1.1) < 1e-6)
  })
  test('says where it starts without value, and where it ran out', () => {
    const broken = { ...rosenbrock([-5, -5], [5, 5]), residuals: (_: Float64Array, out: Float64Array) => out.fill(NaN) }
    assert.equal(leastSquares(broken).kind, 'not-a-number')
    assert.equal(leastSquares({ ...rosenbrock([-5, -5], [5, 5]), iterationsMax: 2 }).kind, 'stopped')
  })
})

describe('solveCholesky', () => {
  test('solves what was multiplied out', () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 9, maxLength: 9 }),
        fc.array(part, { minLength: 3, maxLength: 3 }),
        (b, x) => {
          const entry = (i: number, j: number): number =>
            [0, 1, 2].reduce((sum, k) => sum + (b[3 * i + k] ?? 0) * (b[3 * j + k] ?? 0), i === j ? 1 : 0)
          const matrix = Float64Array.from({ length: 9 }, (_, at) => entry(Math.floor(at / 3), at % 3))
          const right = Float64Array.from([0, 1, 2], (i) =>
            [0, 1, 2].reduce((sum, j) => sum + entry(i, j) * (x[j] ?? 0), 0),
          )
          assert.ok(solveCholesky(matrix, right, 3))
          for (const [i, value] of right.entries()) assert.ok(Math.abs(value - (x[i] ?? NaN)) < 1e-12)
        },
      ),
    )
  })
  test('refuses what is not positive definite', () =>
    assert.equal(solveCholesky(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), 2), false))
})
