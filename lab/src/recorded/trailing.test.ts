import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bars } from '../importers/index.ts'
import { trailingOf } from './trailing.ts'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

const barsOf = (rows: readonly (readonly [minute: number, close: number, volume: number])[]): Bars => {
  const close = Float64Array.from(rows, (row) => row[1])
  return {
    barMs: MINUTE,
    time: Float64Array.from(rows, (row) => row[0] * MINUTE),
    open: close,
    high: close,
    low: close,
    close,
    volume: Float64Array.from(rows, (row) => row[2]),
  }
}

describe('trailingOf', () => {
  // Bars open at minutes 0, 1, 2 and 4: the fourth is missing.
  const trailing = trailingOf(
    barsOf([
      [0, 100, 10],
      [1, 110, 20],
      [2, 110, 30],
      [4, 121, 40],
    ]),
  )
  const volumes = [
    [1, 60, 10 * 1_440, 'the first bar is closed after one minute'],
    [2, 60, (30 / 2) * 1_440, 'two bars in two minutes'],
    [2.99, 60, (30 / 2.99) * 1_440, 'the third is still open'],
    [3, 1, 30 * 1_440, 'a window of one minute holds the third alone'],
    [4, 1, 0, 'nothing traded in the missing bar'],
    [5, 60, (100 / 5) * 1_440, 'all of them'],
    [0, 60, 0, 'nothing is known at the first moment'],
  ] as const
  for (const [minute, window, expected, why] of volumes)
    test(`volume at minute ${minute} over ${window}: ${why}`, () => {
      const found = trailing.dailyVolume(minute * MINUTE, window * MINUTE)
      assert.ok(Math.abs(found - expected) <= 1e-9 * Math.max(1, expected), `${found} is not ${expected}`)
    })

  // ln 1.1 = 0.0953101798; Σ r² = 2 × 0.009084030 over the four minutes between the first and the last close.
  test('volatility is the root of squared moves for each day of the time that they took', () => {
    const expected = Math.sqrt((2 * 0.0953101798043249 ** 2 * 1_440) / 4)
    assert.ok(Math.abs(trailing.dailyVol(5 * MINUTE, DAY) - expected) < 1e-12)
    assert.equal(trailing.dailyVol(MINUTE, DAY), 0)
  })

  const step = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.double({ min: 1, max: 9, noNaN: true }), fc.nat(50))
  test('whatever comes later changes nothing that is known', () =>
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 30 }), fc.nat(25), fc.nat(40), (steps, cut, minute) => {
        let at = 0
        const rows = steps.map(([gap, close, volume]) => [(at += gap), close, volume] as const)
        const now = minute * MINUTE
        const changed = rows.map((row, index) =>
          (row[0] + 1) * MINUTE > now && index >= cut % 3 ? ([row[0], row[1] * 2, row[2] + 5] as const) : row,
        )
        const [whole, other] = [trailingOf(barsOf(rows)), trailingOf(barsOf(changed))]
        for (const window of [5 * MINUTE, DAY]) {
          assert.equal(other.dailyVolume(now, window), whole.dailyVolume(now, window))
          assert.equal(other.dailyVol(now, window), whole.dailyVol(now, window))
        }
      }),
    ))
})
