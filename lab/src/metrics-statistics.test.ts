import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { amplificationOf, correlation, gini, mean, percentile } from './metrics-statistics.ts'

const near = (value: number | null, expected: number | null): void => {
  if (value === null || expected === null) assert.equal(value, expected)
  else assert.ok(Math.abs(value - expected) < 1e-12, String(value))
}

describe('gini', () => {
  const rows = [
    [[1, 1, 1, 1], 0],
    [[0, 0, 0, 1], 0.75],
    [[1, 3], 0.25],
    [[3, 1, 2], 2 / 9],
    [[], null],
    [[0, 0], null],
  ] as const
  for (const [values, expected] of rows)
    test(`${JSON.stringify(values)} → ${expected}`, () => near(gini(values), expected))
})

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => BigInt(100 - at))
  test('nearest rank: the 99th of 1 to 100 is 99', () => assert.equal(percentile(hundred, 0.99), 99n))
  test('of three values the 99th percentile is the largest', () => assert.equal(percentile([5n, 9n, 1n], 0.99), 9n))
  test('of nothing there is none', () => assert.equal(percentile([], 0.99), null))
})

describe('correlation', () => {
  test('a line gives one, its mirror minus one, a constant or nothing none', () => {
    near(correlation([1, 2, 3], [10, 20, 30]), 1)
    near(correlation([1, 2, 3], [3, 2, 1]), -1)
    near(correlation([1, 2, 3], [4, 4, 4]), null)
    near(correlation([], []), null)
  })
  // Deviations (-1, 0, 1) and (-1, 1, 0): covariance 1, variances 2 and 2.
  test('(1, 2, 3) with (1, 3, 2) is one half', () => near(correlation([1, 2, 3], [1, 3, 2]), 0.5))
})

describe('mean', () => {
  test('of nothing there is none', () => assert.equal(mean([]), null))
  test('of 1 and 2 it is 1.5', () => assert.equal(mean([1, 2]), 1.5))
})

describe('amplificationOf', () => {
  test('a fall to a quarter where the exogenous price halves is twice as deep in logs', () =>
    near(amplificationOf({ start: 100, low: 25 }, { start: 100, low: 50 }), 2))
  test('an exogenous price that never fell leaves nothing to divide by', () =>
    assert.equal(amplificationOf({ start: 100, low: 90 }, { start: 100, low: 100 }), null))
})
