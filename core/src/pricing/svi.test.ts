import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { PricingInputError } from './pricing-input-error.ts'
import { sviDraw } from './svi.fixtures.ts'
import { requireSvi, sviJet, sviLeastVariance, sviScaled, sviVariance, sviVol, sviWings } from './svi.ts'

const EVEN = { a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.3 }

describe('sviVariance', () => {
  // 0.04 + 0.1·√(0.16 + 0.09) = 0.09 and, tilted by a half, 0.1·0.5·0.4 more
  test('is a hyperbola: by hand at 0, 0.4 and −0.4', () => {
    assert.ok(Math.abs(sviVariance(EVEN, 0) - 0.07) < 1e-16)
    assert.ok(Math.abs(sviVariance(EVEN, 0.4) - 0.09) < 1e-16)
    assert.ok(Math.abs(sviVariance({ ...EVEN, rho: -0.5 }, 0.4) - 0.07) < 1e-16)
    assert.ok(Math.abs(sviVol(EVEN, 0.4, 0.25) - 0.6) < 1e-15)
  })
  test('nowhere lies under its least value, and runs into its wings', () => {
    fc.assert(
      fc.property(sviDraw, fc.double({ min: -50, max: 50, noNaN: true }), (slice, k) => {
        assert.ok(sviVariance(slice, k) >= sviLeastVariance(slice) - 1e-13)
        const { put, call } = sviWings(slice)
        assert.ok(Math.abs(sviJet(slice, 1e6).slope - call) < 1e-9 && Math.abs(sviJet(slice, -1e6).slope + put) < 1e-9)
      }),
    )
  })
})

describe('sviScaled', () => {
  test('multiplies total variance at every log strike', () => {
    for (const k of [-1, 0, 2])
      assert.ok(Math.abs(sviVariance(sviScaled(EVEN, 0.5), k) - sviVariance(EVEN, k) / 2) < 1e-16)
  })
})

describe('requireSvi', () => {
  const rows = [
    ['a', { ...EVEN, a: NaN }],
    ['b', { ...EVEN, b: -0.1 }],
    ['rho', { ...EVEN, rho: 1.01 }],
    ['m', { ...EVEN, m: Infinity }],
    ['sigma', { ...EVEN, sigma: 0 }],
    ['a + b·σ·√(1−ρ²)', { ...EVEN, a: -0.03 }],
  ] as const
  for (const [field, slice] of rows)
    test(`names ${field}`, () =>
      assert.throws(
        () => requireSvi(slice),
        (error) => error instanceof PricingInputError && error.field === field,
      ))
  test('takes perfectly tilted wings', () => requireSvi({ ...EVEN, rho: -1 }))
})
