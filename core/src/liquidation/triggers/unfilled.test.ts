import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { holder, viewOf } from '../fixtures.ts'
import { afterUnfilled, enterStage, startMemory } from '../memory.ts'
import { unfilled } from './unfilled.ts'

describe('unfilled', () => {
  const trigger = unfilled.create({ attempts: 2 }, () => assert.fail('nothing is nested here'))
  const once = afterUnfilled(startMemory(0))
  const twice = afterUnfilled(once)
  for (const [what, episode, holds] of [
    ['none', startMemory(0), false],
    ['one', once, false],
    ['two', twice, true],
    ['two in the stage before', enterStage(twice, 1, 0), false],
  ] as const)
    test(`${what} unfilled: ${holds ? 'holds' : 'does not hold'} at two`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder('1', []), episode })).holds, holds)
    })
  test('holds only within an episode', () => assert.deepEqual(trigger.wake, { kind: 'episode' }))
})
