import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { principalMoves } from './surface-moves.ts'
import { fitRefusal, keptSlice, smileShape, surfaceVariance } from './surface.ts'
import { sviVariance, type SviSlice } from './svi.ts'

/** A flat smile of volatility 0.4 at half a year: total variance 0.08. */
const flat = (w: number): SviSlice => ({ a: w, b: 0, rho: 0, m: 0, sigma: 1 })
const SURFACE = [
  { time: 0.5, slice: flat(0.08) },
  { time: 1, slice: flat(0.2) },
]

describe('surfaceVariance', () => {
  const rows = [
    ['before the first: in proportion to time', 0.25, 0.04],
    ['at an expiry', 0.5, 0.08],
    ['half-way', 0.75, 0.14],
    ['after the last: in proportion to time', 2, 0.4],
  ] as const
  for (const [name, time, expected] of rows)
    test(name, () => assert.ok(Math.abs(surfaceVariance(SURFACE, 0.3, time) - expected) < 1e-15))
  test('refuses an empty surface and a time of 0', () => {
    assert.throws(() => surfaceVariance([], 0, 1), /slices = 0/)
    assert.throws(() => surfaceVariance(SURFACE, 0, 0), /time = 0/)
  })
})

describe('smileShape', () => {
  test('a flat smile has its volatility and no skew; puts above calls make the skew positive', () => {
    const { vol, skew } = smileShape({ time: 0.5, slice: flat(0.08) })
    assert.ok(Math.abs(vol - 0.4) < 1e-15 && skew === 0)
    assert.ok(smileShape({ time: 0.5, slice: { a: 0.04, b: 0.2, rho: -0.5, m: 0, sigma: 0.2 } }).skew > 0)
  })
})

describe('fitRefusal', () => {
  const last = { slice: flat(0.08), time: 0.5 }
  const candidate = { slice: flat(0.09), free: true, rmsSpreads: 0.5 }
  const rows = [
    ['a sound fit is taken', candidate, last, null],
    ['without a last one too', { ...candidate, slice: flat(9) }, null, null],
    ['arbitrage', { ...candidate, free: false }, last, 'arbitrage'],
    ['two spreads are the most', { ...candidate, rmsSpreads: 2 }, last, null],
    ['more is poor', { ...candidate, rmsSpreads: 2.01 }, last, 'poor-fit'],
    ['an error that is none', { ...candidate, rmsSpreads: NaN }, last, 'poor-fit'],
    // volatility from 0.4 by e: total variance 0.08·e² = 0.591
    ['a jump within a factor of e', { ...candidate, slice: flat(0.59) }, last, null],
    ['a jump beyond', { ...candidate, slice: flat(0.6) }, last, 'implausible-jump'],
    ['a fall beyond', { ...candidate, slice: flat(0.0108) }, last, 'implausible-jump'],
  ] as const
  for (const [name, one, before, expected] of rows)
    test(name, () => assert.equal(fitRefusal(one, 0.5, before), expected))
})

describe('keptSlice', () => {
  test('keeps volatility: a quarter of the time has a quarter of the variance', () =>
    assert.ok(Math.abs(sviVariance(keptSlice({ slice: flat(0.08), time: 0.5 }, 0.125), 0.2) - 0.02) < 1e-16))
})

describe('principalMoves', () => {
  // rows (t, 2t) and one orthogonal wiggle: first component along (1, 2)/√5
  test('finds the direction along which planted changes go', () => {
    const { mean, components } = principalMoves([
      [-2, -4],
      [2, 4],
      [0.2, -0.1],
      [-0.2, 0.1],
    ])
    assert.deepEqual(mean, [0, 0])
    const [first] = components
    assert.ok(Math.abs((first?.loading[0] ?? NaN) - 1 / Math.sqrt(5)) < 1e-12)
    // variances 40 along, 0.1 across
    assert.ok(Math.abs((first?.share ?? NaN) - 40 / 40.1) < 1e-12)
  })
  test('refuses one row, and rows with holes', () => {
    assert.throws(() => principalMoves([[1, 2]]), /at least 2 rows/)
    assert.throws(
      () =>
        principalMoves([
          [1, 2],
          [1, NaN],
        ]),
      /row 1/,
    )
  })
})
