import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { formatRatio } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { linearPenalty } from './linear.ts'

const rule = { base: '0.001', slope: '0.01', most: '0.008', cap: 'equity' }
// 100 BTC lots: requirement 1 000.
const rateAt = (cash: string, changes = {}): string =>
  formatRatio(
    linearPenalty.create({ ...rule, ...changes })(viewOf({ account: holder(cash, [atMark('BTC-PERP', 100n)]) })).rate,
  )

describe('linearPenalty', () => {
  for (const [cash, rate] of [
    ['2000', '0.001'], // no breach
    ['1000', '0.001'],
    ['900', '0.002'], // a tenth missing
    ['400', '0.007'],
    ['300', '0.008'], // the most
    ['-5', '0.008'],
  ] as const)
    test(`equity ${cash} of 1 000: ${rate}`, () => assert.equal(rateAt(cash), rate))
  test('may begin above maintenance', () => assert.equal(rateAt('1000', { from: '1.5' }), '0.006'))
  test('rounds up', () => assert.equal(rateAt('999.999999', { slope: '0.000000000000000001' }), '0.001000000000000001'))
  test('states base and cap', () => {
    const terms = linearPenalty.create({ ...rule, cap: 'none' })(viewOf({ account: holder('1', []) }))
    assert.deepEqual([terms.base, terms.cap, formatRatio(terms.rate)], ['notional', 'none', '0.001'])
  })
  test('refuses a start above the most, and more than all', () => {
    assert.equal(linearPenalty.check({ ...rule, base: '0.009' })[0]?.field, 'base')
    assert.equal(linearPenalty.check({ ...rule, most: '1.1' })[0]?.field, 'most')
    assert.deepEqual(linearPenalty.check(rule), [])
  })
})
