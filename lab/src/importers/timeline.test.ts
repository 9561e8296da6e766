import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openFlaws } from './flaws.ts'
import { openTimeline, type Rhythm } from './timeline.ts'

const START = Date.UTC(2024, 0, 1)

const covered = (rhythm: Rhythm, rows: readonly (readonly [string, number])[]) => {
  const flaws = openFlaws()
  const timeline = openTimeline(rhythm, flaws)
  const inOrder = rows.map(([series, at], index) => timeline.take(series, START + at, index + 2))
  return { inOrder, flaws: flaws.flaws().map(({ kind, count }) => [kind, count]), ...timeline.cover() }
}
const alone = (...times: readonly number[]): readonly (readonly [string, number])[] => times.map((at) => ['', at])

describe('openTimeline', () => {
  test('on a grid the most frequent distance is the step, the shorter of equals', () => {
    assert.equal(covered('grid', alone(0, 5, 10, 17)).stepMs, 5)
    assert.equal(covered('grid', alone(0, 7, 12)).stepMs, 5)
    assert.equal(covered('grid', alone(0)).stepMs, null)
  })

  // 0 _ _ 3 4 . . 7.5: distances 3, 1, 3.5 with step 1 miss 2 and 3
  test('a hole misses the steps that would have stood in it', () => {
    assert.deepEqual(covered('grid', alone(0, 3, 4, 5, 8.5)).gaps, { count: 2, missing: 5, longestMs: 3.5 })
  })

  test('events may share a moment, have no step and no gaps', () => {
    const { inOrder, flaws, stepMs, gaps } = covered('event', alone(0, 0, 9, 9))
    assert.deepEqual([inOrder, flaws, stepMs, gaps], [[true, true, true, true], [], null, null])
  })

  test('a row that goes back does not move the end, and the next is compared with the latest', () => {
    const { inOrder, flaws, firstMs, lastMs } = covered('grid', alone(5, 9, 3, 9, 10))
    assert.deepEqual(inOrder, [true, true, false, false, true])
    assert.deepEqual(flaws, [
      ['unsorted-time', 1],
      ['duplicate-time', 1],
    ])
    assert.deepEqual([firstMs, lastMs], [START + 3, START + 10])
  })

  test('series have steps of their own where the rhythm says so', () => {
    const hour = 3_600_000
    const rows = [0, 1, 2].flatMap((at) => [['a', at * hour] as const, ['b', at * 8 * hour + at] as const])
    assert.deepEqual(covered('series', rows).gaps, { count: 0, missing: 0, longestMs: 0 })
    assert.equal(covered('grid', rows).gaps?.count, 2)
  })

  test('too many kinds of distance are no grid', () => {
    const { stepMs, gaps } = covered('grid', alone(...Array.from({ length: 5000 }, (_, n) => (n * (n + 1)) / 2)))
    assert.deepEqual([stepMs, gaps], [null, null])
  })

  test('bars that are taken out of a full grid are all found missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 98 }), { maxLength: 30 }), (gone) => {
        const times = Array.from({ length: 100 }, (_, n) => n).filter((n) => !gone.includes(n))
        const { gaps } = covered('grid', alone(...times.map((n) => n * 60_000)))
        assert.equal(gaps?.missing, gone.length)
        assert.equal(gaps?.count, times.filter((n, at) => at > 0 && n - (times[at - 1] ?? n) > 1).length)
      }),
    )
  })
})
