import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { flatPenalty } from './flat.ts'

describe('flatPenalty', () => {
  test('states its rate and where it stops', () => {
    assert.deepEqual(flatPenalty.create({ rate: '0.0025', cap: 'equity' }), { rate: ratioOf('0.0025'), cap: 'equity' })
    assert.deepEqual(flatPenalty.create({ rate: '0.01', cap: 'none' }), { rate: ratioOf('0.01'), cap: 'none' })
  })
  test('refuses more than the whole notional', () => {
    assert.equal(flatPenalty.check({ rate: '1.5', cap: 'none' }).length, 1)
    assert.deepEqual(flatPenalty.check({ rate: '1', cap: 'none' }), [])
  })
})
