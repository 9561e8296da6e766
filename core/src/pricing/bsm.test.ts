import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { exp, normalCdf } from '../math/index.ts'
import { bsm, bsmPrice, type BsmGreeks } from './bsm.ts'
import type { EuropeanTerms } from './european-terms.ts'
import { absoluteError, relativeError, twinWith, type Twin, type TwinMarket } from './exact-twin.fixtures.ts'
import { bitsFor, drawMarkets, twinMarket } from './market-draws.fixtures.ts'
import { PricingInputError } from './pricing-input-error.ts'

const OPTION: EuropeanTerms = { kind: 'call', spot: 100, strike: 110, time: 0.5, vol: 0.4, rate: 0.03, dividend: 0.01 }

const twinOf = (terms: EuropeanTerms): { readonly twin: Twin; readonly market: TwinMarket; readonly bits: number } => {
  const bits = bitsFor(terms)
  return { twin: twinWith(bits), market: twinMarket(terms, bits), bits }
}
const signOf = (terms: EuropeanTerms): 1n | -1n => (terms.kind === 'call' ? 1n : -1n)

describe('the twin', () => {
  const twin = twinWith(300)
  const digits = (n: bigint): string => ((n * 10n ** 30n) >> 300n).toString()
  // OEIS A001113, A002162; Abramowitz and Stegun, table 26.1.
  test('e', () => assert.equal(digits(twin.exp(1n << 300n)), '2718281828459045235360287471352'))
  test('ln 2', () => assert.equal(digits(twin.ln(2n << 300n)), '693147180559945309417232121458'))
  test('Φ(1)', () => assert.match(digits(twin.below(1n << 300n)), /^841344746068542948585/))
})

describe('bsmPrice', () => {
  test('keeps a relative 3e-14 out of the money, down to 1e-300', () => {
    let smallest = 1
    for (const terms of drawMarkets(60, 11, 38)) {
      const { twin, market, bits } = twinOf(terms)
      const got = bsmPrice(terms)
      if (got < 1e-300) continue
      smallest = Math.min(smallest, got)
      const error = relativeError(got, twin.price(signOf(terms), market), bits)
      assert.ok(error < 3e-14, `${JSON.stringify(terms)}: ${got} is off by ${error}`)
    }
    assert.ok(smallest < 1e-150)
  })

  test('is within 3e-14 at a spot of 100 on either side of the money', () => {
    for (const terms of drawMarkets(60, 12, 4)) {
      const other: EuropeanTerms = { ...terms, kind: terms.kind === 'call' ? 'put' : 'call' }
      const { twin, market, bits } = twinOf(other)
      const wanted = twin.price(signOf(other), market)
      const scale = Math.max(1, terms.strike / 100)
      assert.ok(absoluteError(bsmPrice(other), wanted, bits) < 3e-14 * scale)
    }
  })

  // The exponential of eq. 2 is 1e-323 and 1e-352 here: below what a double holds, until the strike multiplies it.
  const far = { kind: 'call', vol: 3.647466372294753, rate: 0, dividend: 0, time: 2.6989403185670575 } as const
  for (const [spot, strike] of [
    [9.616964889528148e-54, 4.4448232236896224e39],
    [1e-32, 1e65],
  ] as const)
    test(`keeps a relative 3e-14 at a spot of ${spot} and a strike of ${strike}`, () => {
      const terms = { ...far, spot, strike }
      const { twin, market, bits } = twinOf(terms)
      const got = bsm(terms)
      assert.ok(got.price > 0 && relativeError(got.price, twin.price(1n, market), bits) < 3e-14)
      const vega = twin.slope((at) => twin.price(1n, at), 'vol', market)
      assert.ok(relativeError(got.vega, vega, bits) < 3e-14)
    })

  // Haug (1998), p. 3 and p. 24: stock, future.
  test('2.1334 for a quarter of a year at 30 %', () =>
    assert.equal(
      bsmPrice({ kind: 'call', spot: 60, strike: 65, time: 0.25, vol: 0.3, rate: 0.08, dividend: 0 }).toFixed(4),
      '2.1334',
    ))

  test('call less put is A − B, to the last digit or two', () => {
    for (const terms of drawMarkets(300, 13, 6)) {
      const gap = bsmPrice({ ...terms, kind: 'call' }) - bsmPrice({ ...terms, kind: 'put' })
      const { spot, strike, time, rate, dividend } = terms
      const forward = spot * exp(-dividend * time) - strike * exp(-rate * time)
      assert.ok(Math.abs(gap - forward) <= 1e-13 * Math.max(spot, strike))
    }
  })

  const within = fc.double({ min: 0.001, max: 5, noNaN: true })
  test('lies between intrinsic value and A, and grows with volatility', () => {
    fc.assert(
      fc.property(within, within, fc.double({ min: 20, max: 500, noNaN: true }), (time, vol, strike) => {
        const terms = { ...OPTION, time, vol, strike }
        const price = bsmPrice(terms)
        const a = 100 * exp(-0.01 * time)
        const floor = Math.max(a - strike * exp(-0.03 * time), 0)
        assert.ok(price >= floor - 1e-13 * strike && price <= a * (1 + 1e-15))
        assert.ok(bsmPrice({ ...terms, vol: vol * 1.001 }) >= price * (1 - 1e-13))
      }),
    )
  })
})

/** Field that moves, sign and value of each first derivative. */
const FIRST: readonly (readonly [keyof BsmGreeks, keyof TwinMarket, 1n | -1n])[] = [
  ['delta', 'spot', 1n],
  ['vega', 'vol', 1n],
  ['theta', 'time', -1n],
  ['rho', 'rate', 1n],
  ['dividendRho', 'dividend', 1n],
  ['strikeDelta', 'strike', 1n],
]
const SECOND: readonly (readonly [keyof BsmGreeks, keyof TwinMarket, keyof TwinMarket, 1n | -1n])[] = [
  ['gamma', 'spot', 'spot', 1n],
  ['vanna', 'spot', 'vol', 1n],
  ['volga', 'vol', 'vol', 1n],
  ['charm', 'spot', 'time', -1n],
]

describe('bsm', () => {
  const markets = [...drawMarkets(10, 14, 25), ...drawMarkets(10, 15, 3)]

  test('first derivatives are slopes of the twin, within a relative 1e-14 of it', () => {
    for (const terms of markets) {
      const { twin, market, bits } = twinOf(terms)
      const greeks = bsm(terms)
      for (const [name, field, sign] of FIRST) {
        const wanted = sign * twin.slope((at) => twin.price(signOf(terms), at), field, market)
        assert.ok(relativeError(greeks[name], wanted, bits) < 1e-14, `${name} of ${JSON.stringify(terms)}`)
      }
    }
  })

  test('second derivatives are slopes of slopes of the twin, to 1e-13 of their size', () => {
    for (const terms of markets.filter((_, index) => index % 3 === 0)) {
      const { twin, market, bits } = twinOf(terms)
      const greeks = bsm(terms)
      for (const [name, one, other, sign] of SECOND) {
        const slope = (at: TwinMarket): bigint => twin.slope((inner) => twin.price(signOf(terms), inner), one, at)
        const wanted = sign * twin.slope(slope, other, market)
        assert.ok(relativeError(greeks[name], wanted, bits) < 1e-13, `${name} of ${JSON.stringify(terms)}`)
      }
    }
  })

  test('obeys the equation of Black and Scholes: Θ + ½σ²S²Γ + (r − q)·S·Δ = r·V', () => {
    for (const terms of drawMarkets(300, 16, 4)) {
      const { price, delta, gamma, theta } = bsm(terms)
      const { spot, vol, rate, dividend } = terms
      const left = theta + 0.5 * vol * vol * spot * spot * gamma + (rate - dividend) * spot * delta
      const scale = Math.abs(theta) + Math.abs(rate * price) + Math.abs(spot * delta)
      assert.ok(Math.abs(left - rate * price) <= 1e-14 * scale)
    }
  })

  test('elasticity is delta·S/V and theta a day is a 365th', () => {
    const { price, delta, elasticity, theta, thetaPerDay } = bsm(OPTION)
    assert.ok(Math.abs(elasticity / ((delta * 100) / price) - 1) < 1e-15)
    assert.equal(thetaPerDay, theta / 365)
  })

  test('is normalCdf in plain form, where nothing cancels', () => {
    const d1 = (Math.log(100 / 110) + 0.02 * 0.5) / (0.4 * Math.SQRT1_2) + 0.2 * Math.SQRT1_2
    assert.ok(Math.abs(bsm(OPTION).delta - Math.exp(-0.005) * normalCdf(d1)) < 1e-15)
  })
})

describe('limits of bsm', () => {
  const finite = (greeks: BsmGreeks): void => {
    for (const [name, value] of Object.entries(greeks)) assert.ok(Number.isFinite(value), name)
  }
  // Spot 100, by hand: B = 80·e^(−0.015), A = 100·e^(−0.005).
  const [a, b] = [100 * Math.exp(-0.005), 80 * Math.exp(-0.015)]
  const rows = [
    ['expired in the money', { time: 0, strike: 80 }, 20, 1],
    ['expired out of the money', { time: 0, strike: 120 }, 0, 0],
    ['expired at the strike', { time: 0, strike: 100 }, 0, 0.5],
    ['without volatility in the money', { vol: 0, strike: 80 }, a - b, Math.exp(-0.005)],
    ['without volatility out of the money', { vol: 0, strike: 120 }, 0, 0],
    ['on a strike of 0', { strike: 0 }, a, Math.exp(-0.005)],
    ['at the highest volatility', { vol: 1000 }, a, Math.exp(-0.005)],
  ] as const
  for (const [name, change, price, delta] of rows)
    test(`a call ${name} is worth ${price.toFixed(3)} with delta ${delta.toFixed(3)}`, () => {
      const greeks = bsm({ ...OPTION, ...change })
      finite(greeks)
      assert.ok(Math.abs(greeks.price - price) < 1e-13)
      assert.ok(Math.abs(greeks.delta - delta) < 1e-15)
      finite(bsm({ ...OPTION, ...change, kind: 'put' }))
    })

  test('tends to them: a second, then a volatility of 1e-9', () => {
    for (const strike of [80, 120])
      for (const kind of ['call', 'put'] as const) {
        const soon = bsmPrice({ ...OPTION, kind, strike, time: 1e-9 })
        assert.ok(Math.abs(soon - bsmPrice({ ...OPTION, kind, strike, time: 0 })) < 1e-8)
        const calm = bsmPrice({ ...OPTION, kind, strike, vol: 1e-9 })
        assert.ok(Math.abs(calm - bsmPrice({ ...OPTION, kind, strike, vol: 0 })) < 1e-13)
      }
  })

  test('theta of a certain call is q·A − r·B', () => {
    const { theta } = bsm({ ...OPTION, vol: 0, strike: 80 })
    assert.ok(Math.abs(theta - (0.01 * a - 0.03 * b)) < 1e-14)
  })

  test('strike delta on a strike of 0 is the discount for a call and nothing for a put', () => {
    assert.ok(Math.abs(bsm({ ...OPTION, strike: 0 }).strikeDelta + Math.exp(-0.015)) < 1e-15)
    assert.equal(bsm({ ...OPTION, kind: 'put', strike: 0 }).strikeDelta, 0)
  })
})

describe('what bsm refuses', () => {
  const rows = [
    ['spot', 0],
    ['spot', -1],
    ['spot', Number.NaN],
    ['strike', -1],
    ['strike', 1e71],
    ['time', -1e-9],
    ['time', Infinity],
    ['vol', -0.1],
    ['vol', Number.NaN],
    ['rate', 101],
    ['dividend', Number.NaN],
  ] as const
  for (const [field, value] of rows)
    test(`${field} ${value} by its name`, () =>
      assert.throws(
        () => bsm({ ...OPTION, [field]: value }),
        (error) =>
          error instanceof PricingInputError && error.field === field && /is refused; allowed: /.test(error.message),
      ))
  test('a rate that with its time leaves the doubles', () =>
    assert.throws(() => bsm({ ...OPTION, rate: 50, time: 10 }), /rate × time = 500 is refused/))
})
