import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import { inQuoteUnits, roundToTick, WHOLE_TICKS } from './tick-rounding.ts'

const MOST = 1_050n

/** [price as numerator / denominator, closes, exponent, result] on a grid of 100 up to 1 050 */
const rows = [
  [1_970n, 10n, 'long', 0, 200n],
  [1_970n, 10n, 'short', 0, 100n],
  [2_000n, 10n, 'long', 0, 200n],
  [2_001n, 10n, 'long', 0, 300n],
  [1_999n, 10n, 'short', 0, 100n],
  [0n, 1n, 'long', 0, 100n],
  [0n, 1n, 'short', 0, 100n],
  [-500n, 1n, 'short', 0, 100n],
  [99n, 1n, 'short', 0, 100n],
  [1_001n, 1n, 'long', 0, 1_000n],
  [9_999n, 1n, 'short', 0, 1_000n],
  [4_001n, 1n, 'long', 1, 500n],
  [4_999n, 1n, 'short', 1, 400n],
  [401n, 100n, 'long', -2, 500n],
  [499n, 100n, 'short', -2, 400n],
] as const

describe('roundToTick', () => {
  for (const [numerator, denominator, closes, exponent, expected] of rows)
    test(`${closes} at ${numerator}/${denominator} over 10^${exponent}: ${expected}`, () =>
      assert.equal(roundToTick({ numerator, denominator }, closes, { tick: 100n, most: MOST, exponent }), expected))
  test('without a bound it rises as far as it must', () =>
    assert.equal(roundToTick({ numerator: 10n ** 30n + 1n, denominator: 10n }, 'long', WHOLE_TICKS), 10n ** 29n + 1n))
})

describe('inQuoteUnits', () => {
  test('a third of a tick of 0.05 is a sixtieth', () => {
    const { numerator, denominator } = inQuoteUnits({ tickSize: ratioOf('0.05') }, { numerator: 1n, denominator: 3n })
    assert.equal(numerator * 60n, denominator)
  })
})
