import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Bars } from '../importers/index.ts'
import { periodsOf } from './periods.ts'

const HOUR = 3_600_000
const MINUTES_15 = HOUR / 4

/** Bars of a quarter of an hour whose closes have these logarithms, with the times given in bars. */
const barsOf = (logs: readonly number[], places: readonly number[]): Bars => {
  const close = Float64Array.from(logs, (one) => Math.exp(one))
  const time = Float64Array.from(places, (one) => one * MINUTES_15)
  return { barMs: MINUTES_15, time, open: close, high: close, low: close, close, volume: close }
}

const near = (got: number | undefined, wanted: number): void =>
  assert.ok(Math.abs((got ?? NaN) - wanted) < 1e-14, `${got} is not ${wanted}`)

describe('periodsOf', () => {
  test('sums squared returns of each hour, the first from the close before', () => {
    // hour 0 holds three returns of four and is left out; hour 1: 0.1, −0.1, 0.2, 0.1
    const bars = barsOf([0, 0.1, 0, 0.1, 0.2, 0.1, 0.3, 0.4], [0, 1, 2, 3, 4, 5, 6, 7])
    const { time, variance, continuous, change, left } = periodsOf(bars, { periodMs: HOUR, fromMs: 0 })
    assert.deepEqual([...time], [HOUR])
    near(variance[0], 0.01 + 0.01 + 0.04 + 0.01)
    near(change[0], 0.3)
    // (π/2)(4/3)(0.01 + 0.02 + 0.02) is more than 0.07: nothing jumped
    near(continuous[0], 0.07)
    assert.equal(left, 1)
  })

  test('a return across a gap counts for nothing, and what is there is scaled up', () => {
    // five of a period of 5 quarters are wanted; one is lost to the gap at place 7
    const logs = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 9, 9.1, 9.2, 9.3]
    const bars = barsOf(logs, [4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15])
    const { time, variance } = periodsOf(bars, { periodMs: 5 * MINUTES_15, fromMs: 5 * MINUTES_15 })
    assert.deepEqual([...time], [5 * MINUTES_15])
    near(variance[0], 0.05)
  })

  test('an hour without a move, and hours before the start, are left out', () => {
    const bars = barsOf(
      Array.from({ length: 9 }, () => 1),
      [3, 4, 5, 6, 7, 8, 9, 10, 11],
    )
    const all = periodsOf(bars, { periodMs: HOUR, fromMs: HOUR })
    assert.equal(all.time.length, 0)
    assert.equal(all.left, 2)
    assert.equal(periodsOf(bars, { periodMs: HOUR, fromMs: 2 * HOUR }).left, 1)
  })
})
