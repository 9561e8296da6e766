import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { impliedVolRejectCase } from './implied-vol.ts'

const CALL = { type: 'call', F: 100, K: 90, T: 0.5, price: 12 }

describe('impliedVolReject', () => {
  const rows: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['a negative price', { price: -0.01 }, 'reject'],
    ['a price below intrinsic', { price: 9.99 }, 'reject'],
    ['a price above its bound', { price: 100.01 }, 'reject'],
    ['a put above its strike', { type: 'put', price: 90.01 }, 'reject'],
    ['no number', { price: null }, 'reject'],
    ['NaN as a text', { price: 'NaN' }, 'reject'],
    ['infinity as a text', { price: 'Infinity' }, 'reject'],
    ['no time left', { T: 0 }, 'reject'],
    ['negative time', { T: -1 }, 'reject'],
    ['no forward', { F: 0 }, 'reject'],
    ['nothing at the money', { K: 100, price: 0 }, 'zeroOrReject'],
    ['the intrinsic value itself', { price: 10 }, 'zeroOrReject'],
  ]
  for (const [name, change, verdict] of rows)
    test(`${name}: ${verdict}`, () => assert.deepEqual(impliedVolRejectCase.run({ ...CALL, ...change }), { verdict }))

  test('a price that has a volatility gets no verdict', () =>
    assert.deepEqual(Object.keys(impliedVolRejectCase.run(CALL)), ['vol']))
})
