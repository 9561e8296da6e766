import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hourOfWeek, seasonalFactors } from './seasonality.ts'

describe('hourOfWeek', () => {
  test('counts from Monday, 00:00 UTC', () => {
    assert.equal(hourOfWeek(Date.UTC(2024, 7, 5)), 0) // a Monday
    assert.equal(hourOfWeek(Date.UTC(2024, 7, 5, 13, 59)), 13)
    assert.equal(hourOfWeek(Date.UTC(2024, 7, 4, 23)), 167)
    assert.equal(hourOfWeek(0), 72) // a Thursday
  })
})

describe('seasonalFactors', () => {
  const variances = Array.from({ length: 40 }, (_, t) => (t % 2 === 0 ? 1 : 4))
  const slotOf = variances.map((_, t) => t % 2)

  test('finds that one slot varies four times as much', () => {
    const [calm = 0, wild = 0] = seasonalFactors({ variances, slotOf, slots: 2 }, 0)
    assert.ok(Math.abs(wild / calm - 4) < 1e-12)
    assert.ok(Math.abs((calm + wild) / 2 - 1) < 1e-12)
  })

  test('as much trust as observations halves the exponent', () => {
    const [calm = 0, wild = 0] = seasonalFactors({ variances, slotOf, slots: 2 }, 20)
    assert.ok(Math.abs(wild / calm - 2) < 1e-12)
  })

  test('a slot never seen stands at the mean of all', () => {
    assert.deepEqual([...seasonalFactors({ variances: [3, 3], slotOf: [0, 0], slots: 3 }, 1)], [1, 1, 1])
  })

  test('refuses a slot that is none', () => {
    assert.throws(() => seasonalFactors({ variances, slotOf, slots: 1 }, 1), /slotOf = 1 is refused/)
    assert.throws(() => seasonalFactors({ variances, slotOf: [0], slots: 2 }, 1), /slotOf.length = 1/)
  })
})
