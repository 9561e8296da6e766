import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { enterStage, startMemory } from '../memory.ts'
import { stageLasted } from './stage-lasted.ts'

describe('stageLasted', () => {
  const trigger = stageLasted.create({ seconds: 60 }, () => assert.fail())
  for (const [time, holds] of [
    [64_999, false],
    [65_000, true],
  ] as const)
    test(`entered at 5 s, now ${time} ms: ${holds ? 'holds' : 'waits'}`, () => {
      const episode = enterStage(startMemory(0), 1, 5_000)
      const view = viewOf({ account: holder('1', [atMark('BTC-PERP', 1n)]), time, episode })
      assert.equal(trigger.holds(view).holds, holds)
    })
})
