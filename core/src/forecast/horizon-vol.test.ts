import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { horizonVol } from './horizon-vol.ts'

/** A smile whose variance at the forward is a + b·√(m² + σ²) = a + 0.01 with m 0, σ 0.1 and b 0.1. */
const smile = (time: number, variance: number) => ({
  time,
  slice: { a: variance - 0.01, b: 0.1, rho: 0, m: 0, sigma: 0.1 },
})
// 40 % over a tenth of a year, 60 % over a half: variances 0.016 and 0.18
const two = [smile(0.5, 0.18), smile(0.1, 0.016)]

describe('horizonVol', () => {
  for (const [horizon, vol] of [
    [0.05, 0.4], // in proportion before the first expiry
    [0.1, 0.4],
    [0.3, Math.sqrt((0.016 + 0.5 * 0.164) / 0.3)], // half-way in variance
    [0.5, 0.6],
    [2, 0.6], // and beyond the last
  ] as const)
    test(`within ${horizon} years ${vol}`, () => assert.ok(Math.abs(horizonVol(two, horizon) - vol) < 1e-12))

  for (const [field, smiles, horizon] of [
    ['smiles', [], 1],
    ['horizon', two, 0],
    ['time', [smile(-1, 0.1)], 1],
    ['variance', [smile(1, 0)], 1],
  ] as const)
    test(`${field} out of range is refused by name`, () =>
      assert.throws(() => horizonVol(smiles, horizon), { name: 'ForecastInputError', field }))
})
