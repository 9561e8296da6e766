import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { bankrupt } from './bankrupt.ts'

describe('bankrupt', () => {
  const trigger = bankrupt.create({}, () => assert.fail('nothing is nested here'))
  for (const [cash, holds] of [
    ['-0.000001', true],
    ['0', false],
    ['0.000001', false],
  ] as const)
    test(`equity ${cash} ${holds ? 'is' : 'is not'} bankrupt`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder(cash, [atMark('BTC-PERP', 10n)]) })).holds, holds)
    })
  test('holds for a debt without positions', () => {
    assert.equal(trigger.holds(viewOf({ account: holder('-1', []) })).holds, true)
  })
  test('wakes below zero times the requirement', () => {
    assert.deepEqual(trigger.wake, { kind: 'health', multiple: ratio(0n) })
  })
})
