import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { minimise } from './minimise.ts'

const SEARCH = { tolerance: 1e-9, evaluationsMax: 500 }

describe('minimise', () => {
  test('finds the end of the Rosenbrock valley', () => {
    const found = minimise(
      ([x = 0, y = 0], gradient) => {
        gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x)
        gradient[1] = 200 * (y - x * x)
        return 100 * (y - x * x) ** 2 + (1 - x) ** 2
      },
      [-1.2, 1],
      SEARCH,
    )
    assert.equal(found.kind, 'found')
    assert.ok(Math.abs((found.x[0] ?? 0) - 1) < 1e-8 && Math.abs((found.x[1] ?? 0) - 1) < 1e-8)
    assert.ok(found.evaluations < 100)
  })

  test('ends a convex quadratic in four dimensions at its centre', () => {
    const scales = [1, 10, 100, 1000]
    const found = minimise(
      (x, gradient) =>
        scales.reduce((sum, scale, i) => {
          const away = (x[i] ?? 0) - i
          gradient[i] = 2 * scale * away
          return sum + scale * away * away
        }, 0),
      [5, 5, 5, 5],
      SEARCH,
    )
    for (const [i, one] of found.x.entries()) assert.ok(Math.abs(one - i) < 1e-9)
  })

  test('steps back from where the function has no value', () => {
    // x − ln x, least at 1; the first full step from 9 would leave the domain
    const found = minimise(
      ([x = 0], gradient) => {
        gradient[0] = 1 - 1 / x
        return x > 0 ? x - Math.log(x) : NaN
      },
      [9],
      SEARCH,
    )
    assert.equal(found.kind, 'found')
    assert.ok(Math.abs((found.x[0] ?? 0) - 1) < 1e-8)
  })

  test('says so when evaluations run out', () => {
    const slope = ([x = 0]: Float64Array, gradient: Float64Array): number => {
      gradient[0] = -1
      return -x
    }
    assert.equal(minimise(slope, [0], { tolerance: 1e-9, evaluationsMax: 20 }).kind, 'stalled')
  })
})
