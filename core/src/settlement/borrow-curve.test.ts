import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ratio, RATIO_ONE, ratioOf } from '../units/index.ts'
import { borrowRate, rateFor, SettlementError, type BorrowCurve } from './index.ts'

// The form and parameters of Aave's stablecoin curve: 4 % at the optimal 90 %, 60 % more at full utilisation.
const curve: BorrowCurve = {
  base: ratioOf('0'),
  gainToKink: ratioOf('0.04'),
  gainBeyond: ratioOf('0.6'),
  kink: ratioOf('0.9'),
}

describe('borrowRate', () => {
  const rows = [
    ['0', '0'],
    ['0.45', '0.02'],
    ['0.9', '0.04'],
    ['0.95', '0.34'], // half of the way beyond the kink
    ['1', '0.64'],
    ['1.5', '0.64'],
  ] as const
  for (const [utilisation, rate] of rows)
    test(`at ${utilisation} it is ${rate}`, () => assert.equal(borrowRate(curve, ratioOf(utilisation)), ratioOf(rate)))

  test('starts at its base and never falls', () => {
    const lifted = { ...curve, base: ratioOf('0.01') }
    assert.equal(borrowRate(lifted, ratioOf('0')), ratioOf('0.01'))
    const share = fc.bigInt({ min: 0n, max: RATIO_ONE })
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        assert.ok(borrowRate(lifted, ratio(low)) <= borrowRate(lifted, ratio(high)))
      }),
    )
  })
  test('refuses what is no curve', () => {
    for (const wrong of [{ kink: ratioOf('0') }, { kink: ratioOf('1') }, { base: ratioOf('-0.1') }])
      assert.throws(() => borrowRate({ ...curve, ...wrong }, ratioOf('0.5')), SettlementError)
    assert.throws(() => borrowRate(curve, ratioOf('-0.1')), SettlementError)
  })
})

describe('rateFor', () => {
  test('a year is 365 days, and parts are rounded up', () => {
    assert.equal(rateFor(ratioOf('0.04'), 365 * 86_400_000), ratioOf('0.04'))
    assert.equal(rateFor(ratioOf('0.073'), 86_400_000), ratioOf('0.0002'))
    assert.equal(rateFor(ratio(1n), 1), 1n)
  })
})
