import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bsm } from './bsm.ts'
import type { EuropeanTerms } from './european-terms.ts'
import { leland, lelandNumber, lelandVol } from './leland.ts'
import { PricingInputError } from './pricing-input-error.ts'

const OPTION: EuropeanTerms = { kind: 'call', spot: 100, strike: 100, time: 1, vol: 0.2, rate: 0.1, dividend: 0 }
const WEEK = 1 / 52

describe('lelandNumber', () => {
  // By hand: √(8/π) = 1.59577, cost ½ % of each trade, σ·√(1/52) = 0.2·0.138675 = 0.027735: 1.59577·0.005/0.027735 = 0.28768.
  test('0.28768 for half a percent a trade, weekly hedges and 20 %', () =>
    assert.equal(lelandNumber(0.2, { side: 'writer', cost: 0.005, interval: WEEK }).toFixed(5), '0.28768'))
})

describe('lelandVol', () => {
  test('the writer needs σ·√(1 + Le), the holder gets σ·√(1 − Le)', () => {
    const writer = lelandVol(0.2, { side: 'writer', cost: 0.005, interval: WEEK })
    const holder = lelandVol(0.2, { side: 'holder', cost: 0.005, interval: WEEK })
    assert.equal(writer.toFixed(5), '0.22695') // 0.2·√1.28768
    assert.ok(Math.abs(writer * writer + holder * holder - 2 * 0.04) < 1e-16)
  })
  test('without a cost nothing changes', () =>
    assert.equal(lelandVol(0.37, { side: 'writer', cost: 0, interval: WEEK }), 0.37))
  test('more frequent hedges widen the two', () => {
    const at = (interval: number): number => lelandVol(0.2, { side: 'writer', cost: 0.002, interval })
    assert.ok(at(WEEK / 7) > at(WEEK) && at(WEEK) > at(0.25))
  })
  const refused = [
    [{ side: 'holder', cost: 0.02, interval: WEEK }, 'Leland number'],
    [{ side: 'writer', cost: -0.01, interval: WEEK }, 'cost'],
    [{ side: 'writer', cost: 0.01, interval: 0 }, 'interval'],
    [{ side: 'writer', cost: Number.NaN, interval: WEEK }, 'cost'],
  ] as const
  for (const [hedging, field] of refused)
    test(`refuses ${field} in ${JSON.stringify(hedging)}`, () =>
      assert.throws(
        () => lelandVol(0.2, hedging),
        (error) => error instanceof PricingInputError && error.field === field,
      ))
})

describe('leland', () => {
  test('writer above plain above holder', () => {
    const hedging = { cost: 0.002, interval: WEEK }
    const plain = bsm(OPTION).price
    assert.ok(leland(OPTION, { side: 'writer', ...hedging }).price > plain)
    assert.ok(leland(OPTION, { side: 'holder', ...hedging }).price < plain)
  })
  test('is bsm at the volatility that it tells', () => {
    const { adjustedVol, ...greeks } = leland(OPTION, { side: 'writer', cost: 0.002, interval: WEEK })
    assert.deepEqual(greeks, bsm({ ...OPTION, vol: adjustedVol }))
  })
})
