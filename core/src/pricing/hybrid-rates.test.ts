import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, integratePanels, randomStream } from '../math/index.ts'
import { black76 } from './black76.ts'
import { fundingFactor } from './funding-rates.ts'
import { forwardVariance, hybridBlack76, hybridVol, type HybridVol } from './hybrid-rates.ts'

const HYBRID: HybridVol = { vol: 0.6, carryVol: 0.9, reversion: 4, correlation: 0.5 }
const TERMS = { kind: 'call', forward: 100, strike: 110, time: 0.75, rate: 0.04 } as const

describe('forwardVariance', () => {
  test('is the integral of |σ + σ_c·b(u)|² along the correlation', () => {
    for (const reversion of [1e-9, 0.4, 4, 300])
      for (const correlation of [-1, -0.3, 0, 1])
        for (const time of [0.01, 0.75, 5]) {
          const b = (u: number): number => -Math.expm1(-reversion * u) / reversion
          const rate = (u: number): number => 0.36 + 2 * correlation * 0.6 * 0.9 * b(u) + 0.81 * b(u) ** 2
          const edges = [0, 0.001, 0.002, 0.004, 0.01, 0.02, 0.04, 0.1, 0.2, 0.4, 1, 2, 5]
          const wanted = integratePanels(rate, [...edges.filter((edge) => edge < time), time])
          const got = forwardVariance({ ...HYBRID, reversion, correlation }, time)
          assert.ok(Math.abs(got / wanted - 1) < 2e-12, `${reversion} ${correlation} ${time}: ${got} ${wanted}`)
        }
  })

  test('without reversion is σ²T + ρσσ_c·T² + σ_c²·T³/3', () => {
    const got = forwardVariance({ ...HYBRID, reversion: 0 }, 2)
    assert.ok(Math.abs(got - (0.72 + 1.08 + 2.16)) < 1e-14)
  })

  test('a carry that falls as the spot rises takes variance away', () => {
    assert.ok(forwardVariance({ ...HYBRID, correlation: -0.5 }, 0.2) < forwardVariance({ ...HYBRID, carryVol: 0 }, 0.2))
  })

  test('refuses a correlation beyond ±1', () =>
    assert.throws(() => forwardVariance({ ...HYBRID, correlation: -1.01 }, 1), /correlation = -1.01/))
})

describe('hybridBlack76', () => {
  test('with a carry that does not move is black76, bit for bit', () =>
    assert.deepEqual(hybridBlack76(TERMS, { ...HYBRID, carryVol: 0 }), black76({ ...TERMS, vol: 0.6 })))

  test('tends to it as the carry’s volatility does, and as reversion grows', () => {
    const plain = black76({ ...TERMS, vol: 0.6 }).price
    for (const hybrid of [
      { ...HYBRID, carryVol: 1e-9 },
      { ...HYBRID, reversion: 1e5 },
    ])
      assert.ok(Math.abs(hybridBlack76(TERMS, hybrid).price - plain) < 2e-4)
    assert.equal(hybridVol(HYBRID, 0), 0.6)
  })

  /** A rate by Ornstein and Uhlenbeck that both drives and discounts the spot: what is paid, and its standard error. */
  const simulated = (): { readonly price: number; readonly error: number; readonly bond: number } => {
    const [paths, steps] = [6000, 75]
    const { vol, carryVol, reversion, correlation } = HYBRID
    const dt = TERMS.time / steps
    const normals = new Float64Array(2 * steps)
    let [sum, squares, bonds] = [0, 0, 0]
    for (let path = 0; path < paths; path += 1) {
      fillNormals(randomStream(41, path), 0, normals)
      let [rate, integral, noise] = [0.04, 0, 0]
      for (let step = 0; step < steps; step += 1) {
        const [own = 0, other = 0] = normals.subarray(2 * step, 2 * step + 2)
        const next = rate + reversion * (0.04 - rate) * dt + carryVol * Math.sqrt(dt) * own
        integral += 0.5 * (rate + next) * dt
        rate = next
        noise += Math.sqrt(dt) * (correlation * own + Math.sqrt(1 - correlation ** 2) * other)
      }
      const spot = 100 * Math.exp(integral - 0.5 * vol * vol * TERMS.time + vol * noise)
      const value = Math.exp(-integral) * Math.max(0, spot - TERMS.strike)
      sum += value
      squares += value * value
      bonds += Math.exp(-integral)
    }
    const price = sum / paths
    return { price, error: Math.sqrt((squares / paths - price * price) / paths), bond: bonds / paths }
  }

  test('is what simulated spots and rates pay', () => {
    const bond = fundingFactor({ kind: 'ou', rate: 0.04, mean: 0.04, reversion: 4, vol: 0.9 }, TERMS.time)
    const terms = { ...TERMS, forward: 100 / bond, rate: -Math.log(bond) / TERMS.time }
    const { price, error } = simulated()
    const got = hybridBlack76(terms, HYBRID).price
    assert.ok(Math.abs(got - price) < 4 * error, `${got} against ${price} ± ${error}`)
    assert.ok(Math.abs(black76({ ...terms, vol: 0.6 }).price - price) > 4 * error, 'the covariance can be seen')
  })
})
