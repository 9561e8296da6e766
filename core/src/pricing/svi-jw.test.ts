import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { butterflyOf } from './butterfly.ts'
import { jumpWingsOf, repairedJumpWings, sviOfJumpWings } from './svi-jw.ts'
import { sviDraw } from './svi.fixtures.ts'
import { sviVariance } from './svi.ts'

// Gatheral and Jacquier 2014, example 5.1, printed digits
const VOGT = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }
const PRINTED = {
  variance: 0.01742625,
  skew: -0.1752111,
  putSlope: 0.6997381,
  callSlope: 1.316798,
  leastVariance: 0.0116249,
}

describe('jumpWingsOf', () => {
  test('gives the printed numbers of the slice of Vogt', () => {
    const { variance, skew, putSlope, callSlope, leastVariance } = jumpWingsOf(VOGT, 1)
    const got = { variance, skew, putSlope, callSlope, leastVariance }
    for (const [name, value] of Object.entries(PRINTED))
      assert.ok(Math.abs(Number(Object.entries(got).find(([key]) => key === name)?.[1]) - value) < 1e-6, name)
  })
  test('refuses an expired slice', () => assert.throws(() => jumpWingsOf(VOGT, 0), /time = 0/))
})

describe('sviOfJumpWings', () => {
  test('is the inverse: the same variance along the line', () => {
    fc.assert(
      fc.property(sviDraw, fc.double({ min: 0.01, max: 3, noNaN: true }), (slice, time) => {
        const wings = jumpWingsOf(slice, time)
        fc.pre(Math.abs(wings.skew) > 1e-3 * (wings.putSlope + wings.callSlope))
        const back = sviOfJumpWings(wings, time)
        for (const k of [-1, -0.2, 0, 0.3, 2])
          assert.ok(Math.abs(sviVariance(back, k) / sviVariance(slice, k) - 1) < 1e-6, `${k}`)
      }),
    )
  })
  test('refuses a skew beyond its wings and a minimum at the money', () => {
    assert.throws(() => sviOfJumpWings({ ...PRINTED, skew: -0.36 }, 1), /psi = -0.36/)
    assert.throws(() => sviOfJumpWings({ ...PRINTED, skew: 0 }, 1), /width is not determined/)
    assert.throws(() => sviOfJumpWings({ ...PRINTED, leastVariance: 0.02 }, 1), /v_tilde/)
  })
})

describe('repairedJumpWings', () => {
  test('gives the printed repair, which is free of butterfly arbitrage', () => {
    const repaired = repairedJumpWings(jumpWingsOf(VOGT, 1))
    assert.ok(Math.abs(repaired.callSlope - 0.3493158) < 1e-6 && Math.abs(repaired.leastVariance - 0.01548182) < 1e-6)
    assert.equal(butterflyOf(VOGT).kind, 'arbitrage')
    assert.equal(butterflyOf(sviOfJumpWings(repaired, 1)).kind, 'free')
  })
})
