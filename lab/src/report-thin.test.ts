import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { binned, binsOver, thinned, type LinePoint } from './report-thin.ts'

const line = (values: readonly number[]): readonly LinePoint[] => values.map((value, at) => [at, value])

describe('thinned', () => {
  test('a short line stays as it is', () => {
    const short = line([3, 1, 2])
    assert.equal(thinned(short, 4), short)
  })

  test('keeps first, last, and the lowest and highest of each stretch in the order met', () => {
    // inner points 1..8 in two stretches of four: lowest 1 before highest 9, then highest 8 before lowest 2
    const points = line([5, 1, 4, 9, 4, 8, 3, 2, 3, 5])
    assert.deepEqual(thinned(points, 6), [
      [0, 5],
      [1, 1],
      [3, 9],
      [5, 8],
      [7, 2],
      [9, 5],
    ])
  })

  test('a flat stretch needs one point only', () => {
    assert.equal(thinned(line(Array.from({ length: 100 }, () => 7)), 10).length, 2 + 4)
  })

  test('never loses an extreme, never exceeds its length, never turns back or invents a point', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 50 }), (list, most) => {
        const points = line(list)
        const kept = thinned(points, most)
        const ys = kept.map(([, y]) => y)
        assert.ok(kept.length <= most)
        assert.equal(Math.min(...ys), Math.min(...list))
        assert.equal(Math.max(...ys), Math.max(...list))
        assert.deepEqual([kept[0], kept.at(-1)], [points[0], points.at(-1)])
        assert.ok(
          kept.every((point, at) => points.includes(point) && (at === 0 || point[0] > (kept[at - 1]?.[0] ?? 0))),
        )
      }),
      { numRuns: 200 },
    )
  })
})

describe('binsOver', () => {
  test('bins are whole numbers of steps and as few as asked', () => {
    // 7200 s of 5 s batches in at most 120 bins: 1440 steps, 12 a bin
    const bins = binsOver({ start: 0, end: 7_200_000, step: 5000, most: 120 })
    assert.equal(bins.width, 60_000)
    assert.equal(bins.starts.length, 120)
    assert.deepEqual([bins.of(0), bins.of(59_999), bins.of(60_000), bins.of(7_200_000), bins.of(-1)], [0, 0, 1, 119, 0])
  })

  test('a span shorter than a step is one bin', () => {
    assert.deepEqual(binsOver({ start: 10, end: 11, step: 5, most: 3 }).starts, [10])
  })
})

describe('binned', () => {
  test('sums are kept whole', () => {
    const amounts = fc.array(
      fc.record({ x: fc.integer({ min: 0, max: 999 }), amount: fc.integer({ min: 0, max: 1000 }) }),
    )
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 40 }), (list, most) => {
        const bins = binsOver({ start: 0, end: 1000, step: 7, most })
        const sums = binned(bins, list, { x: ({ x }) => x, amount: ({ amount }) => amount })
        assert.equal(sums.length, bins.starts.length)
        assert.ok(sums.length <= most)
        const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
        assert.equal(total(sums), total(list.map(({ amount }) => amount)))
      }),
      { numRuns: 100 },
    )
  })
})
