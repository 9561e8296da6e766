import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { draft, holder, leg, nothingNested, shown, viewOf } from '../fixtures.ts'
import { afterAction, startMemory } from '../memory.ts'
import { cooldown } from './cooldown.ts'

describe('cooldown', () => {
  const pace = cooldown.create({ seconds: 30 }, nothingNested)
  const given = draft(leg('BTC-PERP', -5n))
  const acted = afterAction(afterAction(startMemory(0), 1_000), 10_000)
  for (const [time, legs, until] of [
    [10_001, [], 40_000],
    [39_999, [], 40_000],
    [40_000, ['BTC-PERP -5'], null],
  ] as const)
    test(`last action at 10 000 ms, now ${time}: ${legs.length === 0 ? 'nothing' : 'the slice'}`, () => {
      const paced = pace(viewOf({ account: holder('1', []), time, episode: acted }), given)
      assert.deepEqual(shown(paced.draft.legs), legs)
      assert.equal(paced.until, until)
      assert.equal(paced.draft.reasons[0]?.bound, until !== null)
    })
  test('the first action waits for nothing', () => {
    const paced = pace(viewOf({ account: holder('1', []), time: 5, episode: startMemory(0) }), given)
    assert.deepEqual(shown(paced.draft.legs), ['BTC-PERP -5'])
  })
  test('says how long and until when', () => {
    const facts = (episode: typeof acted) =>
      pace(viewOf({ account: holder('1', []), time: 5, episode }), given).draft.reasons[0]?.facts
    assert.deepEqual(facts(acted), { waitMs: '30000', untilMs: '40000' })
    assert.deepEqual(facts(startMemory(0)), { waitMs: '30000', untilMs: 'no action yet' })
  })
})
