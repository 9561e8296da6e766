import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { amplificationOf, correlation, gini, mean, percentile } from './metrics-statistics.ts'

const near = (value: number, expected: number): void => assert.ok(Math.abs(value - expected) < 1e-12, String(value))

describe('gini', () => {
  const rows = [
    [[1, 1, 1, 1], 0],
    [[0, 0, 0, 1], 0.75],
    [[1, 3], 0.25],
    [[3, 1, 2], 2 / 9],
    [[], 0],
    [[0, 0], 0],
  ] as const
  for (const [values, expected] of rows)
    test(`${JSON.stringify(values)} → ${expected}`, () => near(gini(values), expected))
})

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => BigInt(100 - at))
  test('nearest rank: the 99th of 1 to 100 is 99', () => assert.equal(percentile(hundred, 0.99), 99n))
  test('of three values the 99th percentile is the largest', () => assert.equal(percentile([5n, 9n, 1n], 0.99), 9n))
  test('of nothing it is zero', () => assert.equal(percentile([], 0.99), 0n))
})

describe('correlation', () => {
  test('a line gives one, its mirror minus one, a constant zero', () => {
    near(correlation([1, 2, 3], [10, 20, 30]), 1)
    near(correlation([1, 2, 3], [3, 2, 1]), -1)
    near(correlation([1, 2, 3], [4, 4, 4]), 0)
    near(correlation([], []), 0)
  })
  // Deviations (-1, 0, 1) and (-1, 1, 0): covariance 1, variances 2 and 2.
  test('(1, 2, 3) with (1, 3, 2) is one half', () => near(correlation([1, 2, 3], [1, 3, 2]), 0.5))
})

describe('mean', () => {
  test('of nothing it is zero', () => assert.equal(mean([]), 0))
  test('of 1 and 2 it is 1.5', () => assert.equal(mean([1, 2]), 1.5))
})

describe('amplificationOf', () => {
  test('a fall to a quarter where the exogenous price halves is twice as deep in logs', () =>
    near(amplificationOf({ start: 100, low: 25 }, { start: 100, low: 50 }), 2))
  test('an exogenous price that never fell gives one', () =>
    assert.equal(amplificationOf({ start: 100, low: 90 }, { start: 100, low: 100 }), 1))
})
