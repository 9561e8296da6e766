import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { holder, usdc, viewOf } from '../fixtures.ts'
import { afterFill, afterNoTaker, enterStage, startMemory } from '../memory.ts'
import { noTaker } from './no-taker.ts'

describe('noTaker', () => {
  const trigger = noTaker.create({ seconds: 5 }, () => assert.fail('nothing is nested here'))
  const since = afterNoTaker(startMemory(0), 1_000)
  const filled = afterFill(since, { closedNotional: usdc('1'), paid: usdc('0') })
  for (const [what, episode, time, holds] of [
    ['nothing was tried', startMemory(0), 9_000, false],
    ['four seconds', since, 5_000, false],
    ['five seconds', since, 6_000, true],
    ['the first of two moments counts', afterNoTaker(since, 3_000), 6_000, true],
    ['a fill starts it again', filled, 9_000, false],
    ['from the next moment on', afterNoTaker(filled, 3_000), 8_000, true],
    ['another stage starts it again', enterStage(since, 1, 2_000), 9_000, false],
  ] as const)
    test(`${what}: ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder('1', []), time, episode })).holds, holds)
    })
  test('holds only within an episode', () => assert.deepEqual(trigger.wake, { kind: 'episode' }))
})
