import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { black76, black76Price, type Black76Terms } from './black76.ts'
import { bsm } from './bsm.ts'
import { PricingInputError } from './pricing-input-error.ts'

const OPTION: Black76Terms = { kind: 'put', forward: 60_000, strike: 50_000, time: 0.25, vol: 0.7, rate: 0.04 }

describe('black76', () => {
  // Haug (1998), p. 5: European option on a futures contract, F = K = 19, nine months, r = 10 %, vol 28 %.
  test('1.7011 for nine months at 28 %', () =>
    assert.equal(
      black76Price({ kind: 'put', forward: 19, strike: 19, time: 0.75, vol: 0.28, rate: 0.1 }).toFixed(4),
      '1.7011',
    ))

  test('is Black-Scholes-Merton on a spot whose forward it is: value, vega and strike delta', () => {
    const future = black76(OPTION)
    const spot = bsm({ ...OPTION, spot: 60_000 * Math.exp(-0.03 * 0.25), rate: 0.04, dividend: 0.01 })
    for (const name of ['price', 'vega', 'strikeDelta'] as const)
      assert.ok(Math.abs(future[name] / spot[name] - 1) < 1e-13, name)
  })

  test('rho and theta hold the future: −T·V and r·V less the decay', () => {
    const { price, rho, theta, vega } = black76(OPTION)
    assert.equal(rho, -0.25 * price)
    assert.ok(Math.abs(theta - (0.04 * price - (vega * 0.7) / (2 * 0.25))) < 1e-10)
  })

  test('call and put of one strike differ by the discounted distance', () => {
    const gap = black76Price({ ...OPTION, kind: 'call' }) - black76Price(OPTION)
    assert.ok(Math.abs(gap - 10_000 * Math.exp(-0.01)) < 1e-10)
  })

  test('refuses a future without a price by its name', () =>
    assert.throws(
      () => black76({ ...OPTION, forward: 0 }),
      (error) => error instanceof PricingInputError && error.field === 'forward',
    ))
})
