import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { holder, viewOf } from '../fixtures.ts'
import { afterAction, startMemory } from '../memory.ts'
import { sinceFirstAction } from './since-first-action.ts'

describe('sinceFirstAction', () => {
  const trigger = sinceFirstAction.create({ seconds: 30 }, () => assert.fail('nothing is nested here'))
  const acted = afterAction(startMemory(1_000), 5_000)
  for (const [time, holds] of [
    [34_999, false],
    [35_000, true],
    [90_000, true],
  ] as const)
    test(`first action at 5 000 ms, now ${time} ms: ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder('1', []), time, episode: acted })).holds, holds)
    })
  test('counts from the first action, not the last', () => {
    const again = afterAction(acted, 34_000)
    assert.equal(trigger.holds(viewOf({ account: holder('1', []), time: 35_000, episode: again })).holds, true)
  })
  test('never holds before any action', () => {
    const view = viewOf({ account: holder('1', []), time: 10 ** 9, episode: startMemory(0) })
    assert.equal(trigger.holds(view).holds, false)
  })
  test('holds only within an episode', () => assert.deepEqual(trigger.wake, { kind: 'episode' }))
  test('says how much has passed', () => {
    const facts = (episode: typeof acted) =>
      trigger.holds(viewOf({ account: holder('1', []), time: 6_000, episode })).facts()
    assert.deepEqual(facts(acted), { passedMs: '1000', waitMs: '30000' })
    assert.deepEqual(facts(startMemory(0)), { passedMs: 'no action yet', waitMs: '30000' })
  })
})
