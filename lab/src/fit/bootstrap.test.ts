import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { math } from '@ebbline/core'
import { bootstrap, quantile, type BootstrapPlan } from './bootstrap.ts'
import { coefficients, minimum, normalWidth, observe } from './least-squares.ts'
import { openStretches, totalOf } from './sums.ts'

const stream = math.randomStream(3, 1)

/** Each stretch holds the sum and the count of ten standard normal draws. */
const draws = (market: number): readonly Float64Array[] =>
  Array.from({ length: 40 }, (_, stretch) => {
    const own = math.randomStream(11, market)
    const values = Array.from({ length: 10 }, (__, at) => math.normal(own, stretch * 10 + at))
    return Float64Array.of(
      values.reduce((sum, value) => sum + value, 0),
      values.length,
    )
  })
const mean = (totals: readonly Float64Array[]): number =>
  totals.reduce((sum, total) => sum + (total[0] ?? 0), 0) / totals.reduce((sum, total) => sum + (total[1] ?? 0), 0)
const plan: BootstrapPlan = { groups: [draws(1)], statistic: mean, width: 2, stream, drawGroups: false }

describe('bootstrap', () => {
  test('the interval of a mean is as wide as the normal law says: 2·1.645/√400', () => {
    const { value, low, high } = bootstrap(plan)
    assert.ok(low < value && value < high)
    assert.ok(Math.abs((high - low) / ((2 * 1.645) / 20) - 1) < 0.3, `${high - low}`)
  })
  test('the same stream gives the same interval, another one another', () => {
    assert.deepEqual(bootstrap(plan), bootstrap(plan))
    assert.notDeepEqual(bootstrap(plan), bootstrap({ ...plan, stream: math.randomStream(4, 1) }))
  })
  test('markets that differ widen the interval only when markets are drawn too', () => {
    const shifted = draws(2).map((sums) => Float64Array.of((sums[0] ?? 0) + 50, sums[1] ?? 0))
    const width = (drawGroups: boolean): number => {
      const { low, high } = bootstrap({ ...plan, groups: [draws(1), shifted], drawGroups })
      return high - low
    }
    assert.ok(width(true) > 5 * width(false))
  })
  test('replicates without a value are left out; without any the interval has none', () => {
    const { low } = bootstrap({ ...plan, statistic: () => Number.NaN })
    assert.ok(Number.isNaN(low))
  })
})

describe('quantile', () => {
  for (const [share, value] of [
    [0, 1],
    [0.5, 2.5],
    [0.95, 3.85],
    [1, 4],
  ] as const)
    test(`${share} of 1 2 3 4 is ${value}`, () => assert.ok(Math.abs(quantile([1, 2, 3, 4], share) - value) < 1e-12))
})

describe('coefficients', () => {
  test('a plane through its points is found again', () => {
    const sums = new Float64Array(normalWidth(3))
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [2, 3],
      [-1, 4],
    ] as const)
      observe(sums, [1, x, y], 5 - 2 * x + 0.5 * y)
    for (const [at, value] of coefficients(sums, 3).entries())
      assert.ok(Math.abs(value - ([5, -2, 0.5][at] ?? 0)) < 1e-12)
  })
  test('regressors that are the same have no coefficients', () => {
    const sums = new Float64Array(normalWidth(2))
    for (const x of [1, 2, 3]) observe(sums, [x, 0], x)
    assert.ok(coefficients(sums, 2).every((value) => Number.isNaN(value)))
  })
})

describe('minimum', () => {
  test('the bottom of a parabola, and an edge where it lies outside', () => {
    assert.ok(Math.abs(minimum((x) => (x - 0.3) ** 2, -1, 4) - 0.3) < 1e-7)
    assert.ok(Math.abs(minimum((x) => (x - 9) ** 2, -1, 4) - 4) < 1e-7)
  })
})

describe('openStretches', () => {
  test('stretches come back in order, and sum to their total', () => {
    const book = openStretches(1)
    for (const [stretch, value] of [
      [5, 1],
      [2, 10],
      [5, 100],
    ] as const)
      book.at(stretch)[0] = (book.at(stretch)[0] ?? 0) + value
    assert.deepEqual(
      book.done().map((sums) => sums[0]),
      [10, 101],
    )
    assert.deepEqual([...totalOf(book.done(), 1)], [111])
  })
})
