import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { impliedCarry, impliedForward, parityForward } from './implied-forward.ts'

/** Pairs of a forward of 100 at ten strikes, exact but for what is added to one. */
const pairs = (off = 0): Parameters<typeof parityForward>[0] =>
  [70, 80, 90, 95, 100, 105, 110, 120, 130, 150].map((strike, index) => ({
    strike,
    difference: 1 - strike / 100 + (index === 3 ? off : 0),
    error: 0.001,
  }))

describe('parityForward', () => {
  test('exact pairs give the forward', () => {
    const found = parityForward(pairs())
    assert.ok(found !== null && Math.abs(found.forward - 100) < 1e-10 && found.pairs === 10)
  })
  test('one stale quote, fifty errors off, pulls by less than its own error allows', () => {
    const found = parityForward(pairs(0.05))
    assert.ok(found !== null && Math.abs(found.forward - 100) < 0.03, String(found?.forward))
    // a plain weighted mean would be pulled to Σ strike²·(strike-wise error): some 0.4 off
    assert.ok((found?.error ?? NaN) > 0.02)
  })
  test('fewer than three pairs tell nothing, nor does a difference above 1 everywhere', () => {
    assert.equal(parityForward(pairs().slice(0, 2)), null)
    assert.equal(parityForward(pairs().map((pair) => ({ ...pair, difference: 1.5 }))), null)
  })
})

describe('impliedForward', () => {
  const parity = { forward: 101, error: 1, pairs: 9 }
  const rows = [
    ['neither', null, null, { kind: 'missing' }],
    ['parity alone', parity, null, { source: 'parity', forward: 101, gapBps: null }],
    ['the future alone', null, { price: 100, error: 0.5 }, { source: 'future', forward: 100, gapBps: null }],
    // weights 1 and 4: (101 + 4·100)/5
    ['both by 1/error²', parity, { price: 100, error: 0.5 }, { source: 'both', forward: 100.2, gapBps: 100 }],
  ] as const
  for (const [name, one, other, expected] of rows)
    test(name, () => {
      const found = impliedForward(one, other)
      for (const [key, value] of Object.entries(expected)) {
        const got = Object.entries(found).find(([field]) => field === key)?.[1]
        if (typeof value === 'number') assert.ok(Math.abs(Number(got) - value) < 1e-9, key)
        else assert.equal(got, value, key)
      }
    })
})

describe('impliedCarry', () => {
  test('is ln(F/S)/T', () => assert.ok(Math.abs(impliedCarry(110, 100, 0.5) - 2 * Math.log(1.1)) < 1e-15))
})
