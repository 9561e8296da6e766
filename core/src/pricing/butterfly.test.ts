import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { butterflyFactor, butterflyOf, hullWithin, leastButterfly } from './butterfly.ts'
import { sviDraw } from './svi.fixtures.ts'
import { sviVariance, type SviSlice } from './svi.ts'

// Gatheral and Jacquier 2014, section 3: the slice of A. Vogt
const VOGT: SviSlice = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }

describe('butterflyFactor', () => {
  test('is 1 on a flat smile', () => {
    const flat = { a: 0.04, b: 0, rho: 0, m: 0, sigma: 1 }
    for (const k of [-5, 0, 3]) assert.equal(butterflyFactor(flat, k), 1)
  })
  test('agrees with central differences of total variance', () => {
    fc.assert(
      fc.property(sviDraw, fc.double({ min: -1, max: 1, noNaN: true }), (slice, k) => {
        const h = 1e-4 * slice.sigma
        const [below, here, above] = [k - h, k, k + h].map((x) => sviVariance(slice, x))
        const [w, slope] = [here ?? NaN, ((above ?? NaN) - (below ?? NaN)) / (2 * h)]
        const bend = ((above ?? NaN) - 2 * w + (below ?? NaN)) / (h * h)
        const expected = (1 - (k * slope) / (2 * w)) ** 2 - (slope ** 2 / 4) * (1 / w + 0.25) + bend / 2
        assert.ok(Math.abs(butterflyFactor(slice, k) - expected) < 1e-3 * (1 + Math.abs(expected)) + 1e-7 / h)
      }),
    )
  })
})

describe('butterflyOf', () => {
  test("Vogt's slice is negative on 0.6425 to 1.2569 and nowhere else", () => {
    const butterfly = butterflyOf(VOGT)
    assert.ok(butterfly.kind === 'arbitrage' && butterfly.where.length === 1)
    const [{ low, high }] = butterfly.where as readonly [{ low: number; high: number }]
    assert.ok(Math.abs(low - 0.6425) < 2e-3 && Math.abs(high - 1.2569) < 2e-3, `${low} ${high}`)
  })
  const wings = [
    ['both wings at the bound of 2', 2, 0, 'free'],
    ['wings above 2 fail towards infinity', 2.01, 0, 'both'],
    ['one wing above 2', 1.3, 0.6, 'call'],
    ['the other', 1.3, -0.6, 'put'],
  ] as const
  for (const [name, b, rho, expected] of wings)
    test(name, () => {
      const butterfly = butterflyOf({ a: 4, b, rho, m: 0, sigma: 1 })
      const where = butterfly.kind === 'free' ? [] : butterfly.where
      assert.equal(
        where.some(({ low }) => low === -Infinity),
        expected === 'both' || expected === 'put',
      )
      assert.equal(
        where.some(({ high }) => high === Infinity),
        expected === 'both' || expected === 'call',
      )
    })
  test('finds what a walk along the line finds', () => {
    fc.assert(
      fc.property(sviDraw, (slice) => {
        const butterfly = butterflyOf(slice)
        const where = butterfly.kind === 'free' ? [] : butterfly.where
        for (let k = -4; k <= 4; k += 0.02) {
          const g = butterflyFactor(slice, k)
          if (Math.abs(g) < 1e-9) continue
          assert.equal(
            where.some(({ low, high }) => low < k && k < high),
            g < 0,
            `g(${k}) = ${g}`,
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('hullWithin', () => {
  const window = { low: -3, high: 3 }
  const rows = [
    [[], null],
    [[{ low: 4, high: Infinity }], null],
    [[{ low: -Infinity, high: -2 }], { low: -3, high: -2 }],
    [
      [
        { low: -1, high: 0 },
        { low: 1, high: 9 },
      ],
      { low: -1, high: 3 },
    ],
  ] as const
  for (const [stretches, expected] of rows)
    test(`${JSON.stringify(stretches)} within ±3`, () => assert.deepEqual(hullWithin(stretches, window), expected))
})

describe('leastButterfly', () => {
  test("Vogt's slice has its least g, −0.03286, at 0.879", () => {
    const { k, g } = leastButterfly(VOGT, { low: -3, high: 3 })
    assert.ok(Math.abs(k - 0.8793) < 1e-3 && Math.abs(g + 0.0328636) < 1e-6, `${k} ${g}`)
  })
  test('lies at an end where g only rises', () => {
    const { k } = leastButterfly(VOGT, { low: -1.5, high: 0 })
    assert.equal(k, -1.5)
  })
})
