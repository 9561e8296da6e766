import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { holder, viewOf } from '../fixtures.ts'
import { flatPenalty } from './flat.ts'

describe('flatPenalty', () => {
  test('states its rate and where it stops', () => {
    const view = viewOf({ account: holder('1', []) })
    const terms = (rate: string, cap: string) => flatPenalty.create({ rate, cap })(view)
    assert.deepEqual(terms('0.0025', 'equity'), { rate: ratioOf('0.0025'), base: 'notional', cap: 'equity' })
    assert.deepEqual(terms('0.01', 'none'), { rate: ratioOf('0.01'), base: 'notional', cap: 'none' })
  })
  test('may be a share of what it frees', () => {
    const terms = flatPenalty.create({ rate: '0.5', cap: 'equity', base: 'requirement' })(
      viewOf({ account: holder('1', []) }),
    )
    assert.equal(terms.base, 'requirement')
  })
  test('refuses more than the whole notional', () => {
    assert.equal(flatPenalty.check({ rate: '1.5', cap: 'none' }).length, 1)
    assert.deepEqual(flatPenalty.check({ rate: '1', cap: 'none' }), [])
  })
})
