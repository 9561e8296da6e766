import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bsmPrice } from './bsm.ts'
import type { EuropeanTerms } from './european-terms.ts'
import { inverse } from './inverse.ts'

const OPTION: EuropeanTerms = {
  kind: 'call',
  spot: 60_000,
  strike: 65_000,
  time: 0.2,
  vol: 0.65,
  rate: 0.04,
  dividend: 0.01,
}
const coins = (terms: EuropeanTerms): number => bsmPrice(terms) / terms.spot

describe('inverse', () => {
  const step = 6
  const up = coins({ ...OPTION, spot: 60_000 + step })
  const down = coins({ ...OPTION, spot: 60_000 - step })

  test('pays max(S − K, 0)/S coins at expiry', () => {
    assert.equal(inverse({ ...OPTION, time: 0, spot: 80_000, strike: 60_000 }).price, 0.25)
    assert.equal(inverse({ ...OPTION, time: 0, spot: 80_000, strike: 90_000 }).price, 0)
    assert.equal(inverse({ ...OPTION, kind: 'put', time: 0, spot: 50_000, strike: 60_000 }).price, 0.2)
  })

  test('slopes in coin are slopes of the price in coin', () => {
    const { slopeCoin, curvatureCoin } = inverse(OPTION)
    assert.ok(Math.abs((up - down) / (2 * step) / slopeCoin - 1) < 1e-7)
    assert.ok(Math.abs((up - 2 * inverse(OPTION).price + down) / (step * step) / curvatureCoin - 1) < 1e-4)
  })

  test('premium-adjusted delta: that many coins move in coin value as the option does', () => {
    // An option and −delta coins of it sold forward: value in coin V/S + delta·(F₀/S − 1) has no first-order slope.
    const { delta, gamma } = inverse(OPTION)
    const hedged = (spot: number): number => coins({ ...OPTION, spot }) + delta * (60_000 / spot - 1)
    assert.ok(Math.abs(hedged(60_000 + step) - hedged(60_000 - step)) < 1e-6 * Math.abs(up - down))
    const deltaAt = (spot: number): number => inverse({ ...OPTION, spot }).delta
    assert.ok(Math.abs((deltaAt(60_000 + step) - deltaAt(60_000 - step)) / (2 * step) / gamma - 1) < 1e-6)
  })

  test('vega, theta and rho in coin are those in currency over the spot', () => {
    const { vega, theta, rho, usd } = inverse(OPTION)
    assert.deepEqual([vega, theta, rho], [usd.vega / 60_000, usd.theta / 60_000, usd.rho / 60_000])
  })

  test('a call is never worth a coin, a put may be worth many', () => {
    assert.ok(inverse({ ...OPTION, strike: 1 }).price < 1)
    assert.ok(inverse({ ...OPTION, kind: 'put', strike: 600_000 }).price > 8)
  })
})
