import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { butterflyOf } from './butterfly.ts'
import { calendarOf } from './calendar.ts'
import { essviSlices, ssviPsiMax, ssviSlices, sviOfSsvi } from './ssvi.ts'
import { sviVariance } from './svi.ts'

const within = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })

describe('sviOfSsvi', () => {
  test('is the formula of the surface, at any log strike', () => {
    const parameters = fc.tuple(within(0.001, 0.5), within(-0.95, 0.95), within(0.05, 1), within(-2, 2))
    fc.assert(
      fc.property(parameters, ([theta, rho, psi, k]) => {
        const x = (psi / theta) * k
        const expected = (theta / 2) * (1 + rho * x + Math.sqrt((x + rho) ** 2 + 1 - rho ** 2))
        assert.ok(Math.abs(sviVariance(sviOfSsvi({ theta, rho, psi }), k) - expected) < 1e-12)
      }),
    )
  })
})

describe('ssviPsiMax', () => {
  // 4/1.5 against √(4θ/1.5): equal at θ = 8/3
  test('is bounded by the wing for large θ and by the middle for small', () => {
    assert.equal(ssviPsiMax(100, 0.5), 4 / 1.5)
    assert.ok(Math.abs(ssviPsiMax(0.06, -0.5) - 0.4) < 1e-15)
  })
})

describe('essviSlices', () => {
  const record = fc.record({ rho: within(-0.95, 0.95), rise: within(0.001, 0.2), share: within(0.001, 0.999) })
  test('whatever the parameters, no slice has butterfly arbitrage and none crosses its predecessor', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 2, maxLength: 5 }), (records) => {
        const slices = essviSlices(records).map(sviOfSsvi)
        for (const [index, slice] of slices.entries()) {
          assert.equal(butterflyOf(slice).kind, 'free')
          const before = slices[index - 1]
          if (before !== undefined) assert.equal(calendarOf(before, slice).kind, 'free')
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('ssviSlices', () => {
  test('cuts η where butterfly arbitrage would begin', () => {
    const surface = { rho: -0.4, eta: 50, gamma: 0.5, thetas: [0.01, 0.05, 0.2] }
    const slices = ssviSlices(surface)
    for (const slice of slices) assert.equal(butterflyOf(sviOfSsvi(slice)).kind, 'free')
    assert.ok(slices.some(({ theta, rho, psi }) => psi > 0.999 * ssviPsiMax(theta, rho)))
  })
})
