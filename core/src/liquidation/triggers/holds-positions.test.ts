import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { holdsPositions } from './holds-positions.ts'

describe('holdsPositions', () => {
  const trigger = holdsPositions.create({}, () => assert.fail('nothing is nested here'))
  test('holds with any position, at any health', () => {
    assert.equal(trigger.holds(viewOf({ account: holder('1000000', [atMark('SOL-PERP', -1n)]) })).holds, true)
    assert.deepEqual(trigger.wake, { kind: 'always' })
  })
  test('does not hold with cash alone', () => {
    assert.equal(trigger.holds(viewOf({ account: holder('5', []) })).holds, false)
  })
})
