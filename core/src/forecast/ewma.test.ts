import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import { decayOfHalfLife, ewmaStep, ewmaVariances, fitEwmaDecay, twoSpeedVol } from './ewma.ts'
import { meanQlike, qlike } from './qlike.ts'

describe('ewmaStep', () => {
  test("gives Hull's example: λ 0.9, 1 % a day, a move of 2 % → 1.14 %", () => {
    // Hull, Options, Futures and Other Derivatives, 22.2: variance 0.00013
    const vol = ewmaStep({ decay: 0.9, vol: 0.01, lastReturn: 0.02 })
    assert.ok(Math.abs(vol - Math.sqrt(0.00013)) < 1e-17)
  })

  test('refuses a decay that is none', () => {
    assert.throws(() => ewmaStep({ decay: 1.1, vol: 0.01, lastReturn: 0 }), /decay = 1.1 is refused; allowed: 0 to 1/)
    assert.throws(() => ewmaStep({ decay: 0.9, vol: 0.01, lastReturn: NaN }), /lastReturn = NaN/)
  })
})

describe('ewmaVariances', () => {
  test('three variances by hand', () => {
    const out = new Float64Array(3)
    ewmaVariances(0.5, [4, 0, 8], out)
    assert.deepEqual([...out], [4, 2, 5])
    assert.throws(() => ewmaVariances(0.5, [4, -1], out), /variances\[1\] = -1/)
  })

  test('after a half-life one half is left', () => {
    assert.ok(Math.abs(decayOfHalfLife(30) ** 30 - 0.5) < 1e-14)
  })
})

describe('fitEwmaDecay', () => {
  test('keeps most where variance hardly moves, least where it moves at once', () => {
    const draws = new Float64Array(4000)
    fillNormals(randomStream(5, 2), 0, draws)
    const calm = draws.map((z) => Math.exp(z))
    let level = 0
    const jumpy = draws.map((z) => Math.exp((level += 0.3 * z)))
    assert.ok(fitEwmaDecay(calm) > 0.98)
    assert.ok(fitEwmaDecay(jumpy) < 0.4)
  })

  test('refuses a period without variance', () =>
    assert.throws(() => fitEwmaDecay(new Float64Array(30)), /variances\[0\] = 0 is refused; allowed: above 0/))
})

describe('twoSpeedVol', () => {
  test('the fast one follows a shock, the slow one remembers', () => {
    const shock = [...Array.from({ length: 50 }, () => 0.01), 0.1]
    const { fast, slow } = twoSpeedVol(shock, { fast: 1, slow: 20 })
    // half of the new square and half of the old
    assert.ok(Math.abs(fast - Math.sqrt(0.5 * 0.0001 + 0.5 * 0.01)) < 1e-15)
    assert.ok(slow > 0.01 && slow < 0.025)
    assert.throws(() => twoSpeedVol(shock, { fast: 20, slow: 20 }), /fast = 20 is refused; allowed: below slow = 20/)
  })
})

describe('qlike', () => {
  test('is 0 for the truth, and dearer for half than for double', () => {
    assert.equal(qlike(2, 2), 0)
    assert.ok(Math.abs(qlike(2, 1) - (2 - Math.log(2) - 1)) < 1e-15)
    assert.ok(Math.abs(qlike(1, 2) - (0.5 + Math.log(2) - 1)) < 1e-15)
  })

  test('refuses what is no variance', () => {
    assert.throws(() => qlike(0, 1), /realised \/ forecast = 0/)
    assert.throws(() => meanQlike([1], [1, 2]), /forecasts.length = 1/)
    assert.throws(() => meanQlike([], []), /at least 1/)
  })
})
