import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import { integratedFlow, linearForecast, ridge, type FlowRows } from './multi-level-ofi.ts'

const COUNT = 4000

/** Three flows, the first two nearly alike; outcome = 2·first + noise. */
const planted = (noise: number): FlowRows => {
  const draws = new Float64Array(4 * COUNT)
  fillNormals(randomStream(4, 4), 0, draws)
  const [rows, outcomes] = [new Float64Array(3 * COUNT), new Float64Array(COUNT)]
  for (let row = 0; row < COUNT; row += 1) {
    const [first = 0, other = 0, third = 0, error = 0] = draws.subarray(4 * row, 4 * row + 4)
    rows.set([first, first + 0.1 * other, 5 * third], 3 * row)
    outcomes[row] = 1 + 2 * first + noise * error
  }
  return { width: 3, rows, outcomes }
}

describe('ridge', () => {
  test('without noise and hardly a penalty finds the weights', () => {
    const fit = ridge(planted(0), 1e-9)
    assert.ok(Math.abs((fit.weights[0] ?? 0) - 2) < 1e-4, fit.weights.join())
    assert.ok(Math.abs(linearForecast(fit, Float64Array.of(3, 3, 0)) - 7) < 1e-3)
  })

  test('with a penalty, flows that move together share the weight', () => {
    const { weights } = ridge(planted(1), 0.1)
    const [first = 0, second = 0] = weights
    assert.ok(second > 0.5 && first > second && first + second > 1.8 && first + second < 2.05, weights.join())
  })

  // one column: weight = cov/(var·(1 + κ)); x = −1, 1, −1, 1 and y = 3x + 1, κ = 0.5
  test('one flow by hand', () => {
    const fit = ridge({ width: 1, rows: Float64Array.of(-1, 1, -1, 1), outcomes: Float64Array.of(-2, 4, -2, 4) }, 0.5)
    assert.ok(Math.abs((fit.weights[0] ?? 0) - 2) < 1e-15)
    assert.equal(fit.level, 1)
  })

  test('a flow that never moves has weight 0', () => {
    const fit = ridge({ width: 1, rows: new Float64Array(8), outcomes: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) }, 0.1)
    assert.deepEqual([...fit.weights], [0])
  })
})

describe('integratedFlow', () => {
  // of two columns with correlation ρ the first component weighs both alike and carries (1 + ρ)/2
  test('of two flows that go together: equal weights by deviation', () => {
    const rows = Float64Array.of(1, 10, -1, -10, 1, 10, -1, -10, 1, -10, -1, 10, 1, 10, -1, -10)
    const { weights, share } = integratedFlow({ width: 2, rows, outcomes: new Float64Array(8) })
    assert.ok(Math.abs(share - 0.75) < 1e-12) // ρ = (6 − 2)/8
    assert.ok(Math.abs((weights[0] ?? 0) - 10 / 11) < 1e-12 && Math.abs((weights[1] ?? 0) - 1 / 11) < 1e-12)
  })
})

describe('bad input', () => {
  const good = planted(1)
  const rows: readonly (readonly [string, FlowRows, number, RegExp])[] = [
    ['NaN', { ...good, rows: good.rows.with(5, Number.NaN) }, 1, /rows\[5\] = NaN/],
    ['too large to square', { ...good, rows: good.rows.with(5, 1e300) }, 1, /rows\[5\] = 1e\+300 .*±1e100/],
    ['an outcome missing', { ...good, outcomes: good.outcomes.slice(1) }, 1, /rows.length = 12000/],
    ['too few rows', { width: 3, rows: new Float64Array(9), outcomes: new Float64Array(3) }, 1, /outcomes.length = 3/],
    ['no penalty', good, 0, /penalty = 0/],
  ]
  for (const [name, data, penalty, message] of rows)
    test(name, () => assert.throws(() => ridge(data, penalty), message))
})
