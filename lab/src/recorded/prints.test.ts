import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Bars } from '../importers/index.ts'
import { printsOf } from './prints.ts'

const barsOf = (rows: readonly (readonly [number, number, number, number, number])[], barMs = 60_000): Bars => {
  const column = (at: 0 | 1 | 2 | 3 | 4): Float64Array => Float64Array.from(rows, (row) => row[at])
  return {
    barMs,
    time: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: new Float64Array(rows.length),
  }
}

describe('printsOf', () => {
  // open 100: the low of 98 is 2 away, the high of 103 is 3 away.
  const rows = [
    ['the low is nearer', [0, 100, 103, 98, 101], [100, 98, 103, 101], [100, 103, 98, 101]],
    ['the high is nearer', [0, 100, 101, 90, 95], [100, 101, 90, 95], [100, 90, 101, 95]],
    ['both are as near: the high counts as nearer', [0, 100, 105, 95, 99], [100, 105, 95, 99], [100, 95, 105, 99]],
    ['nothing moved', [0, 100, 100, 100, 100], [100, 100, 100, 100], [100, 100, 100, 100]],
  ] as const
  for (const [why, bar, nearer, farther] of rows)
    test(`${why}: ${nearer.join(', ')}`, () => {
      assert.deepEqual([...printsOf(barsOf([bar]), 'nearer-first').prices], nearer)
      assert.deepEqual([...printsOf(barsOf([bar]), 'farther-first').prices], farther)
    })

  test('prints stand a quarter of a bar apart, whatever is missing between bars', () => {
    const bars = barsOf([
      [60_000, 1, 1, 1, 1],
      [300_000, 1, 1, 1, 1],
    ])
    assert.deepEqual(
      [...printsOf(bars, 'nearer-first').times],
      [60_000, 75_000, 90_000, 105_000, 300_000, 315_000, 330_000, 345_000],
    )
  })

  const price = fc.double({ min: 1, max: 1_000, noNaN: true })
  test('both orders visit the same four prices, and open and close where they were', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(price, price, price, price), { minLength: 1, maxLength: 5 }), (drawn) => {
        const bars = barsOf(
          drawn.map((four, at) => [at * 60_000, four[0], Math.max(...four), Math.min(...four), four[1]] as const),
        )
        const [near, far] = [printsOf(bars, 'nearer-first').prices, printsOf(bars, 'farther-first').prices]
        for (let bar = 0; bar < drawn.length; bar += 1) {
          const [a, b] = [near.slice(bar * 4, bar * 4 + 4), far.slice(bar * 4, bar * 4 + 4)]
          assert.deepEqual(a.toSorted(), b.toSorted())
          assert.deepEqual([a[0], a[3]], [b[0], b[3]])
          const first = Math.abs((a[1] ?? 0) - (a[0] ?? 0))
          assert.ok(first <= Math.abs((a[2] ?? 0) - (a[0] ?? 0)))
        }
      }),
    ))
})
