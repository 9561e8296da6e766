import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cappedDrift } from './drift-cap.ts'

describe('cappedDrift', () => {
  // σ = 0.8, T = 0.04: the cap is 0.5·0.8/0.2 = 2 a year
  const rows = [
    [1.999, 1.999],
    [2, 2],
    [2.001, 2],
    [-50, -2],
    [0, 0],
  ] as const
  for (const [drift, wanted] of rows)
    test(`${drift} becomes ${wanted}`, () => assert.equal(cappedDrift({ drift, vol: 0.8, time: 0.04 }), wanted))

  test('without volatility no forecast counts', () => assert.ok(cappedDrift({ drift: 3, vol: 0, time: 1 }) === 0))
  test('NaN and time 0 are refused by name', () => {
    assert.throws(() => cappedDrift({ drift: Number.NaN, vol: 1, time: 1 }), /drift = NaN is refused/)
    assert.throws(() => cappedDrift({ drift: 1, vol: 1, time: 0 }), /time = 0 is refused/)
  })
})
