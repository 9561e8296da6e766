import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bsm } from './bsm.ts'
import { ANDERSEN, FANG_OOSTERLEE, LEWIS, STRESSED } from './fourier.fixtures.ts'
import { heston, hestonStrip, hestonStripGreeks } from './heston.ts'
import type { HestonParameters } from './heston-transform.ts'
import { PricingInputError } from './pricing-input-error.ts'
import type { Expiry, ExpiryOption } from './transform-price.ts'

const near = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted} within ${tolerance}`)

const flat: Expiry = { spot: 100, time: 1, rate: 0, dividend: 0 }

describe('heston', () => {
  // Alan Lewis' reference prices (Wilmott forum), S = 100, r = 1 %, q = 2 %, T = 1.
  const printed = [
    [80, 'put', 7.958878113256768],
    [90, 'call', 20.93334900059671],
    [100, 'put', 17.05527096127011],
    [100, 'call', 16.070154917028834],
    [120, 'put', 29.811026202682473],
  ] as const
  for (const [strike, kind, price] of printed)
    test(`prices Lewis' ${kind} at ${strike}`, () =>
      near(heston(LEWIS, { ...flat, rate: 0.01, dividend: 0.02, kind, strike }).price, price, 1e-11))

  test('prices the call of Fang and Oosterlee (2008), whose printed 5.785155450 is off in the 8th decimal', () =>
    near(heston(FANG_OOSTERLEE, { ...flat, kind: 'call', strike: 100 }).price, 5.785155434376, 2e-12))

  // QuantLib 1.29, AnalyticHestonEngine with its optimal control variate and Lobatto quadrature to 1e-13.
  const andersen = [
    [60, 44.32997507017582],
    [100, 13.084670136992367],
    [140, 0.2957744357980321],
  ] as const
  for (const [strike, price] of andersen)
    test(`prices ten years of Andersen's first case at ${strike}`, () =>
      near(heston(ANDERSEN, { ...flat, time: 10, kind: 'call', strike }).price, price, 2e-12))

  const option: ExpiryOption = { spot: 100, time: 0.5, rate: 0.03, dividend: 0.01, kind: 'call', strike: 110 }

  test('is Black-Scholes-Merton at the mean variance where variance does not move', () => {
    const still = { ...STRESSED, volOfVariance: 0 }
    const mean = 0.5 + ((0.81 - 0.5) * (1 - Math.exp(-2))) / 2
    near(heston(still, option).price, bsm({ ...option, vol: Math.sqrt(mean) }).price, 1e-12)
  })

  test('approaches that limit smoothly: a vol of variance of 1e-9 changes nothing', () => {
    const near0 = heston({ ...STRESSED, volOfVariance: 1e-9 }, option)
    near(near0.price, heston({ ...STRESSED, volOfVariance: 0 }, option).price, 1e-8)
  })

  test('is Black-Scholes-Merton at the long variance where reversion is quick', () => {
    const quick = heston({ ...LEWIS, reversion: 1000, volOfVariance: 0.01, correlation: 0 }, option).price
    const variance = 0.25 + ((0.04 - 0.25) * (1 - Math.exp(-500))) / 500
    near(quick, bsm({ ...option, vol: Math.sqrt(variance) }).price, 1e-6)
  })

  test('needs no reversion at all', () => {
    const free = heston({ ...STRESSED, reversion: 0, volOfVariance: 1e-7 }, option).price
    near(free, bsm({ ...option, vol: 0.9 }).price, 1e-6)
  })

  test('keeps relative digits far out, down to 1e-300', () => {
    const still = { ...LEWIS, reversion: 0, volOfVariance: 0 }
    for (const strike of [40, 55, 200, 400, 1500, 15_000]) {
      const terms = { ...option, kind: strike < 100 ? 'put' : 'call', strike } as const
      const wanted = bsm({ ...terms, vol: 0.2 }).price
      near(heston(still, terms).price / wanted, 1, 1e-10)
    }
  })

  test('is the payoff at the forward without time, without variance and at strike 0', () => {
    const dead = { ...LEWIS, variance: 0, longVariance: 0 }
    assert.equal(heston(LEWIS, { ...option, time: 0, strike: 90 }).price, 10)
    near(heston(dead, { ...option, strike: 90 }).price, 100 * Math.exp(-0.005) - 90 * Math.exp(-0.015), 1e-12)
    near(heston(LEWIS, { ...option, strike: 0 }).price, 100 * Math.exp(-0.005), 1e-12)
  })

  test('gives Greeks that are the slopes of its prices', () => {
    for (const strike of [60, 95, 100, 140, 300]) {
      const at = (change: Partial<ExpiryOption>, law: HestonParameters = STRESSED): number =>
        heston(law, { ...option, strike, ...change }).price
      const greeks = heston(STRESSED, { ...option, strike })
      near(greeks.delta, (at({ spot: 100.01 }) - at({ spot: 99.99 })) / 0.02, 1e-8)
      near(greeks.gamma, (at({ spot: 100.1 }) - 2 * at({}) + at({ spot: 99.9 })) / 0.01, 1e-8)
      const moved = (vol: number): number => at({}, { ...STRESSED, variance: vol * vol })
      near(greeks.vega, (moved(0.9001) - moved(0.8999)) / 0.0002, 1e-6)
    }
  })

  const refused = [
    ['variance', { variance: -0.01 }],
    ['reversion', { reversion: -1 }],
    ['longVariance', { longVariance: Number.NaN }],
    ['volOfVariance', { volOfVariance: -0.1 }],
    ['correlation', { correlation: 1.0001 }],
  ] as const
  for (const [field, change] of refused)
    test(`refuses a bad ${field} by name`, () =>
      assert.throws(
        () => heston({ ...LEWIS, ...change }, option),
        (error) => error instanceof PricingInputError && error.field === field,
      ))

  test('refuses a law that no sum resolves, and takes one that breaks Feller by far', () => {
    assert.throws(() => heston({ ...LEWIS, variance: 1e-9, reversion: 0, correlation: 1 }, option), /Fourier terms/)
    assert.ok(heston({ ...LEWIS, longVariance: 0.01, volOfVariance: 3 }, option).price > 0)
  })
})

const strikes = Float64Array.from({ length: 41 }, (_, at) => 60 + 2 * at)
const isCall = Uint8Array.from(strikes, (strike) => (strike < 100 ? 0 : 1))

describe('hestonStrip', () => {
  const laws = fc.record({
    variance: fc.double({ min: 0.04, max: 1, noNaN: true }),
    reversion: fc.double({ min: 0.5, max: 8, noNaN: true }),
    longVariance: fc.double({ min: 0.04, max: 1, noNaN: true }),
    volOfVariance: fc.double({ min: 0, max: 2, noNaN: true }),
    correlation: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
  })

  test('gives what every option has alone, within 1e-11 at S = 100', () => {
    const times = fc.double({ min: 0.01, max: 3, noNaN: true })
    fc.assert(
      fc.property(laws, times, (law, time) => {
        const expiry = { spot: 100, time, rate: 0.02, dividend: 0.01 }
        const price = new Float64Array(strikes.length)
        hestonStrip(law, expiry, { isCall, strike: strikes }, price)
        for (const row of [0, 10, 20, 33, 40]) {
          const kind = isCall[row] === 1 ? 'call' : 'put'
          near(price[row] ?? 0, heston(law, { ...expiry, kind, strike: strikes[row] ?? 0 }).price, 1e-11)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('falls and curves upwards with the strike', () => {
    const calls = new Uint8Array(strikes.length).fill(1)
    const price = new Float64Array(strikes.length)
    hestonStrip(ANDERSEN, { ...flat, time: 0.1 }, { isCall: calls, strike: strikes }, price)
    for (let row = 1; row + 1 < price.length; row += 1) {
      const [before, here, after] = [price[row - 1] ?? 0, price[row] ?? 0, price[row + 1] ?? 0]
      assert.ok(here < before && before + after >= 2 * here - 1e-12)
    }
  })

  test('refuses a bad row by its number and writes nothing', () => {
    const price = new Float64Array(2)
    const bad = { isCall: Uint8Array.of(1, 1), strike: Float64Array.of(100, -1) }
    assert.throws(() => hestonStrip(LEWIS, flat, bad, price), /row 1, strike = -1 is refused/)
    assert.throws(() => hestonStrip(LEWIS, flat, { ...bad, isCall: Uint8Array.of(1) }, price), /length of isCall/)
    assert.deepEqual([...price], [0, 0])
  })
})

describe('hestonStripGreeks', () => {
  test('gives what every option has alone', () => {
    const rows = strikes.length
    const column = (): Float64Array => new Float64Array(rows)
    const out = { price: column(), delta: column(), gamma: column(), vega: column() }
    const expiry = { spot: 100, time: 91 / 365, rate: 0.02, dividend: 0.01 }
    hestonStripGreeks(STRESSED, expiry, { isCall, strike: strikes }, out)
    for (let row = 0; row < rows; row += 1) {
      const kind = isCall[row] === 1 ? 'call' : 'put'
      const alone = heston(STRESSED, { ...expiry, kind, strike: strikes[row] ?? 0 })
      near(out.price[row] ?? 0, alone.price, 1e-11)
      near(out.delta[row] ?? 0, alone.delta, 1e-11)
      near(out.gamma[row] ?? 0, alone.gamma, 1e-11)
      near(out.vega[row] ?? 0, alone.vega, 1e-9)
    }
  })
})
