import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { black76Price } from './black76.ts'
import { smileDensity, smileProbabilityBelow } from './density.ts'
import { movedSmile, smileDelta } from './smile-dynamics.ts'
import { sviVariance, sviVol, type SviSlice } from './svi.ts'

/** A slice without butterfly arbitrage, like one of bitcoin half a year out. */
const SMILE: SviSlice = { a: 0.02, b: 0.2, rho: -0.25, m: 0.05, sigma: 0.35 }

/** Simpson's rule in even steps. */
const integral = (f: (x: number) => number, low: number, high: number, steps: number): number => {
  const h = (high - low) / steps
  let sum = f(low) + f(high)
  for (let index = 1; index < steps; index += 1) sum += (index % 2 === 1 ? 4 : 2) * f(low + index * h)
  return (sum * h) / 3
}

const callAt = (strike: number): number =>
  black76Price({ kind: 'call', forward: 1, strike, time: 0.5, vol: sviVol(SMILE, Math.log(strike), 0.5), rate: 0 })

describe('smileDensity', () => {
  test('integrates to 1, and its mean price is the forward, to 1e-9', () => {
    assert.ok(Math.abs(integral((k) => smileDensity(SMILE, k), -12, 8, 8000) - 1) < 1e-9)
    assert.ok(Math.abs(integral((k) => Math.exp(k) * smileDensity(SMILE, k), -12, 14, 8000) - 1) < 1e-9)
  })
  test('is the second difference of call prices by strike', () => {
    const h = 1e-3
    for (const strike of [0.5, 0.8, 1, 1.3, 2]) {
      const bend = (callAt(strike - h) - 2 * callAt(strike) + callAt(strike + h)) / (h * h)
      assert.ok(Math.abs(smileDensity(SMILE, Math.log(strike)) / strike - bend) < 1e-4 * bend, `${strike}`)
    }
  })
  test('of a flat smile is the normal one', () => {
    const flat = { a: 0.09, b: 0, rho: 0, m: 0, sigma: 1 }
    // mean −0.045, deviation 0.3
    const normal = (k: number): number => Math.exp(-((k + 0.045) ** 2) / 0.18) / (0.3 * Math.sqrt(2 * Math.PI))
    for (const k of [-0.6, 0, 0.5]) assert.ok(Math.abs(smileDensity(flat, k) - normal(k)) < 1e-14)
  })
})

describe('smileProbabilityBelow', () => {
  test('is the integral of the density', () => {
    for (const k of [-1, -0.2, 0, 0.4, 1.5])
      assert.ok(
        Math.abs(integral((x) => smileDensity(SMILE, x), -12, k, 4000) - smileProbabilityBelow(SMILE, k)) < 1e-9,
      )
  })
})

describe('movedSmile', () => {
  const forward = { from: 100, to: 90 }
  test('sticky strike keeps the volatility of every strike, sticky delta that of every log strike', () => {
    fc.assert(
      fc.property(fc.double({ min: 20, max: 400, noNaN: true }), (strike) => {
        const kept = movedSmile(SMILE, 'sticky-strike', forward)
        const before = sviVariance(SMILE, Math.log(strike / 100))
        assert.ok(Math.abs(sviVariance(kept, Math.log(strike / 90)) - before) < 1e-14)
      }),
    )
    assert.equal(movedSmile(SMILE, 'sticky-delta', forward), SMILE)
  })
  test('refuses a forward of 0', () =>
    assert.throws(() => movedSmile(SMILE, 'sticky-strike', { from: 100, to: 0 }), /forward = 0/))
})

describe('smileDelta', () => {
  // the forward moves by h and the option is priced anew on the moved smile
  const bumped = (dynamics: 'sticky-strike' | 'sticky-delta', kind: 'call' | 'put', strike: number): number => {
    const h = 1e-4
    const priceAt = (to: number): number => {
      const vol = sviVol(movedSmile(SMILE, dynamics, { from: 1, to }), Math.log(strike / to), 0.5)
      return black76Price({ kind, forward: to, strike, time: 0.5, vol, rate: 0 })
    }
    return (priceAt(1 + h) - priceAt(1 - h)) / (2 * h)
  }
  for (const dynamics of ['sticky-strike', 'sticky-delta'] as const)
    for (const kind of ['call', 'put'] as const)
      test(`${dynamics}, ${kind}: what a bumped price says`, () => {
        for (const strike of [0.7, 1, 1.4])
          assert.ok(
            Math.abs(smileDelta(SMILE, kind, Math.log(strike), dynamics) - bumped(dynamics, kind, strike)) < 1e-6,
          )
      })
})
