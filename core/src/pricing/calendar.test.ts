import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { calendarOf } from './calendar.ts'
import { sviDraw } from './svi.fixtures.ts'
import { sviScaled, sviVariance } from './svi.ts'

const SLICE = { a: 0.01, b: 0.1, rho: -0.3, m: 0.05, sigma: 0.2 }

describe('calendarOf', () => {
  test('a slice touches itself and is under its double', () => {
    assert.equal(calendarOf(SLICE, SLICE).kind, 'free')
    assert.equal(calendarOf(SLICE, sviScaled(SLICE, 2)).kind, 'free')
    assert.deepEqual(calendarOf(sviScaled(SLICE, 2), SLICE), {
      kind: 'arbitrage',
      where: [{ low: -Infinity, high: Infinity }],
    })
  })
  // 0.01 + 0.1·√(k² + 0.01) against 0.02 flat: equal where √(k² + 0.01) = 0.1, at 0, and the earlier one is above elsewhere
  test('a flat later slice is crossed by wings, at hand-worked places', () => {
    const flat = { a: 0.03, b: 0, rho: 0, m: 0, sigma: 1 }
    const calendar = calendarOf({ a: 0.01, b: 0.1, rho: 0, m: 0, sigma: 0.1 }, flat)
    assert.ok(calendar.kind === 'arbitrage' && calendar.where.length === 2)
    // √(k² + 0.01) = 0.2 at k = ±√0.03
    const [left, right] = calendar.where
    assert.ok(Math.abs((left?.high ?? NaN) + Math.sqrt(0.03)) < 1e-12 && left?.low === -Infinity)
    assert.ok(Math.abs((right?.low ?? NaN) - Math.sqrt(0.03)) < 1e-12 && right?.high === Infinity)
  })
  test('finds what a walk along the line finds', () => {
    fc.assert(
      fc.property(sviDraw, sviDraw, (one, two) => {
        const calendar = calendarOf(one, two)
        const where = calendar.kind === 'free' ? [] : calendar.where
        for (let k = -4; k <= 4; k += 0.05) {
          const gap = sviVariance(two, k) - sviVariance(one, k)
          if (Math.abs(gap) < 1e-7) continue
          assert.equal(
            where.some(({ low, high }) => low < k && k < high),
            gap < 0,
            `${k}: ${gap}`,
          )
        }
      }),
    )
  })
})
