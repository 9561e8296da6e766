import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { healthBelow } from './health-below.ts'

// 10 lots of BTC at 50 000: notional 5 000, maintenance 2 % = 100; at 1.2 times the line is 120.
const rows = [
  ['120', '1.2', false], // exactly at the line is safe
  ['119.999999', '1.2', true],
  ['120.000001', '1.2', false],
  ['99.999999', '1', true],
  ['100', '1', false],
  ['-5', '0.15', true],
] as const

describe('healthBelow', () => {
  for (const [cash, multiple, holds] of rows)
    test(`equity ${cash} against ${multiple} × 100 ${holds ? 'holds' : 'does not hold'}`, () => {
      const trigger = healthBelow.create({ multiple }, neverNested)
      const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', 10n)]) })
      assert.equal(trigger.holds(view).holds, holds)
      assert.equal(trigger.holds(view).facts()['requirementAtoms'], '100000000')
    })
  test('wakes at its own multiple', () => {
    assert.deepEqual(healthBelow.create({ multiple: '1.2' }, neverNested).wake, {
      kind: 'health',
      multiple: ratioOf('1.2'),
    })
  })
  test('refuses a multiple of zero', () => {
    assert.equal(healthBelow.check({ multiple: '0' })[0]?.field, 'multiple')
    assert.deepEqual(healthBelow.check({ multiple: '0.000001' }), [])
  })
})

const neverNested = () => assert.fail('nothing is nested here')
