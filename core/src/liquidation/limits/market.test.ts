import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ticks } from '../../units/index.ts'
import { draft, holder, leg, shown, viewOf } from '../fixtures.ts'
import { market } from './market.ts'

describe('market', () => {
  test('takes any price, whatever a leg said before', () => {
    const given = draft({ ...leg('BTC-PERP', -5n), limit: ticks(1n) }, leg('ETH-PERP', 2n))
    const limited = market.create({})(viewOf({ account: holder('1', []) }), given)
    assert.deepEqual(shown(limited.legs), ['BTC-PERP -5', 'ETH-PERP 2'])
  })
})
