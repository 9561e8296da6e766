import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { restedTarget } from './rested-target.ts'

describe('rested-target', () => {
  const exit = restedTarget.create({ multiple: '1', seconds: 30 })
  const acted = (lastAction: number | null) => ({ ...startMemory(1_000), lastAction })
  // 10 BTC lots need 100; the last action was at 100,000 ms.
  for (const [cash, time, lastAction, reached] of [
    ['100', 130_000, 100_000, true],
    ['100', 129_999, 100_000, false],
    ['99.999999', 130_000, 100_000, false],
    ['100', 100_000, null, true],
  ] as const)
    test(`equity ${cash}, ${lastAction === null ? 'no action yet' : `${time - lastAction} ms after the last action`}`, () => {
      const account = holder(cash, [atMark('BTC-PERP', -10n)])
      const view = { ...viewOf({ account }), time, episode: acted(lastAction) }
      assert.equal(exit.reached(view).holds, reached)
    })
  test('states its multiple', () => assert.equal(exit.multiple, ratioOf('1')))
  test('refuses to let an account go below maintenance', () =>
    assert.equal(restedTarget.check({ multiple: '0.99', seconds: 30 })[0]?.value, '0.99'))
})
