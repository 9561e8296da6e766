import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bates, batesStrip } from './bates.ts'
import { bsm } from './bsm.ts'
import { cosPut, LEWIS, STRESSED } from './fourier.fixtures.ts'
import { heston } from './heston.ts'
import { exponentialJumpLaw, normalTransform, withJumps } from './jumps.ts'
import { kou, kouStrip, type KouParameters } from './kou.ts'
import { merton, mertonOfShare, mertonStrip, mertonStripGreeks, type MertonParameters } from './merton.ts'
import { PricingInputError } from './pricing-input-error.ts'
import type { ExpiryOption } from './transform-price.ts'

const near = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted} within ${tolerance}`)

const option: ExpiryOption = { spot: 100, time: 0.25, rate: 0.03, dividend: 0.01, kind: 'call', strike: 105 }
const crash: MertonParameters = { vol: 0.5, jumps: { intensity: 8, logMean: -0.06, logDeviation: 0.09 } }
const doubles: KouParameters = { vol: 0.5, jumps: { intensity: 12, upShare: 0.4, upRate: 25, downRate: 15 } }
const strikes = Float64Array.of(40, 70, 95, 100, 105, 140, 250)
const isCall = Uint8Array.from(strikes, (strike) => (strike < 100 ? 0 : 1))

const strip = (price: (out: Float64Array) => void): Float64Array => {
  const out = new Float64Array(strikes.length)
  price(out)
  return out
}

const rows = (check: (at: ExpiryOption, row: number) => void): void =>
  strikes.forEach((strike, row) => check({ ...option, strike, kind: isCall[row] === 1 ? 'call' : 'put' }, row))

describe('merton', () => {
  // Haug (1998), p. 9: S = 100, r = 8 %, total volatility 25 %; strike, time, share of jumps, intensity, price.
  const printed = [
    [80, 0.1, 0.25, 1, 20.67],
    [100, 0.1, 0.25, 1, 3.42],
    [110, 0.5, 0.5, 5, 4.67],
    [120, 0.5, 0.75, 10, 2.23],
  ] as const
  for (const [strike, time, jumpShare, intensity, price] of printed)
    test(`prices Haug's call at ${strike}, ${intensity} jumps a year`, () => {
      const law = mertonOfShare({ totalVol: 0.25, jumpShare, intensity })
      near(merton(law, { spot: 100, rate: 0.08, dividend: 0, kind: 'call', strike, time }).price, price, 0.011)
    })

  test('with jumps of one size is the Poisson mean of shifted Black-Scholes-Merton prices', () => {
    const law = { vol: 0.4, jumps: { intensity: 3, logMean: -0.2, logDeviation: 0 } }
    let [wanted, weight] = [0, Math.exp(-0.75)]
    for (let jumps = 0; jumps < 30; jumps += 1) {
      const spot = 100 * Math.exp(-0.2 * jumps - 0.75 * Math.expm1(-0.2))
      wanted += weight * bsm({ ...option, spot, vol: 0.4 }).price
      weight *= 0.75 / (jumps + 1)
    }
    near(merton(law, option).price, wanted, 1e-12)
  })

  test('agrees with its transform over a strip, Greeks included', () => {
    const column = (): Float64Array => new Float64Array(strikes.length)
    const out = { price: column(), delta: column(), gamma: column(), vega: column() }
    mertonStripGreeks(crash, option, { isCall, strike: strikes }, out)
    rows((at, row) => {
      const alone = merton(crash, at)
      near(out.price[row] ?? 0, alone.price, 1e-11)
      near(out.delta[row] ?? 0, alone.delta, 1e-11)
      near(out.gamma[row] ?? 0, alone.gamma, 1e-11)
      near(out.vega[row] ?? 0, alone.vega, 1e-9)
    })
  })

  test('and far out, relative to prices down to 1e-30', () => {
    const price = new Float64Array(1)
    for (const strike of [500, 2000, 8000]) {
      mertonStrip(crash, option, { isCall: Uint8Array.of(1), strike: Float64Array.of(strike) }, price)
      near((price[0] ?? 0) / merton(crash, { ...option, strike }).price, 1, 1e-9)
    }
  })

  test('keeps parity, also over a thousand jumps', () => {
    const busy = { vol: 0.1, jumps: { intensity: 4000, logMean: -0.001, logDeviation: 0.01 } }
    const call = merton(busy, option).price
    const put = merton(busy, { ...option, kind: 'put' }).price
    near(call - put, 100 * Math.exp(-0.0025) - 105 * Math.exp(-0.0075), 1e-11)
  })

  test('is Black-Scholes-Merton without jumps', () => {
    const calm = { ...crash, jumps: { ...crash.jumps, intensity: 0 } }
    const { price, delta, gamma, vega } = bsm({ ...option, vol: 0.5 })
    assert.deepEqual(merton(calm, option), { price, delta, gamma, vega })
    near(merton({ ...crash, jumps: { ...crash.jumps, intensity: 1e-12 } }, option).price, price, 1e-10)
  })

  test('refuses what it cannot mean by name', () => {
    const jumps = crash.jumps
    assert.throws(() => merton({ ...crash, vol: -0.1 }, option), PricingInputError)
    assert.throws(() => merton({ ...crash, jumps: { ...jumps, intensity: -1 } }, option), /intensity = -1 is refused/)
    assert.throws(() => merton({ ...crash, jumps: { ...jumps, logDeviation: -1 } }, option), /logDeviation/)
    assert.throws(() => mertonOfShare({ totalVol: 0.25, jumpShare: 1.5, intensity: 1 }), /jumpShare/)
  })
})

describe('kou', () => {
  test('prices the call of Kou (2002)', () => {
    const law = { vol: 0.16, jumps: { intensity: 1, upShare: 0.4, upRate: 10, downRate: 5 } }
    const terms = { spot: 100, strike: 98, rate: 0.05, dividend: 0, time: 0.5, kind: 'call' } as const
    near(kou(law, terms).price, 9.14732, 5e-6)
  })

  test('agrees with the cosine series of Fang and Oosterlee on a wide interval', () => {
    const law = withJumps(normalTransform(0.5, 0.25), exponentialJumpLaw(doubles.jumps), 0.25)
    const price = strip((out) =>
      kouStrip(doubles, { ...option, rate: 0, dividend: 0 }, { isCall, strike: strikes }, out),
    )
    rows(({ strike, kind }, row) => {
      const put = 100 * cosPut(law, Math.log(strike / 100), { from: -8, to: 6, terms: 400 })
      near(price[row] ?? 0, kind === 'put' ? put : put + 100 - strike, 2e-11)
    })
  })

  test('gives every option of a strip alone, and is Black-Scholes-Merton without jumps', () => {
    const price = strip((out) => kouStrip(doubles, option, { isCall, strike: strikes }, out))
    rows((at, row) => near(price[row] ?? 0, kou(doubles, at).price, 1e-11))
    const calm = { ...doubles, jumps: { ...doubles.jumps, intensity: 0 } }
    near(kou(calm, option).price, bsm({ ...option, vol: 0.5 }).price, 1e-11)
    near(kou(calm, option).vega, bsm({ ...option, vol: 0.5 }).vega, 1e-10)
  })

  test('refuses jumps without a mean, and jumps without diffusion', () => {
    const { jumps } = doubles
    assert.throws(() => kou({ ...doubles, jumps: { ...jumps, upRate: 1 } }, option), /upRate = 1 is refused/)
    assert.throws(() => kou({ ...doubles, jumps: { ...jumps, upShare: 1.1 } }, option), /upShare/)
    assert.throws(() => kou({ ...doubles, vol: 1e-7 }, option), /Fourier terms/)
  })
})

describe('bates', () => {
  test('with jumps of one size is the Poisson mean of shifted Heston prices', () => {
    const law = { diffusion: LEWIS, jumps: { intensity: 3, logMean: -0.2, logDeviation: 0 } }
    let [wanted, weight] = [0, Math.exp(-0.75)]
    for (let jumps = 0; jumps < 20; jumps += 1) {
      const spot = 100 * Math.exp(-0.2 * jumps - 0.75 * Math.expm1(-0.2))
      wanted += weight * heston(LEWIS, { ...option, spot }).price
      weight *= 0.75 / (jumps + 1)
    }
    near(bates(law, option).price, wanted, 1e-11)
  })

  test('is Heston without jumps and Merton without a moving variance', () => {
    const calm = { diffusion: STRESSED, jumps: { ...crash.jumps, intensity: 0 } }
    assert.deepEqual(bates(calm, option), heston(STRESSED, option))
    const still = { ...LEWIS, variance: 0.25, longVariance: 0.25, volOfVariance: 0 }
    const price = strip((out) =>
      batesStrip({ diffusion: still, jumps: crash.jumps }, option, { isCall, strike: strikes }, out),
    )
    rows((at, row) => near(price[row] ?? 0, merton(crash, at).price, 1e-11))
  })

  test('keeps every term of a law whose modulus comes back after it vanished', () => {
    // 30 equal jumps: |E[e^(iuX)]| falls to e^−60 at u = π/0.1 and is 1 again at twice that, but for the diffusion.
    const diffusion = { ...LEWIS, variance: 1e-4, longVariance: 1e-4, volOfVariance: 0 }
    const law = { diffusion, jumps: { intensity: 120, logMean: 0.1, logDeviation: 0 } }
    const exact = merton({ vol: 0.01, jumps: law.jumps }, option).price
    near(bates(law, option).price, exact, 1e-11)
  })
})
