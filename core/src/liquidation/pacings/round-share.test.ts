import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { afterAction, startMemory } from '../memory.ts'
import { atMark, draft, holder, leg, nothingNested, shown, viewOf, type ViewTerms } from '../fixtures.ts'
import { roundShare } from './round-share.ts'

const pace = roundShare.create({ share: '0.1', roundMs: 1_000, catchUp: 3 }, nothingNested)
const paced = (size: bigint, terms: Partial<ViewTerms> = {}) =>
  pace(viewOf({ account: holder('0', [atMark('BTC-PERP', 100n)]), ...terms }), draft(leg('BTC-PERP', size)))
const acted = (time: number, at: number) => ({ time, episode: afterAction(startMemory(0), at) })

describe('round-share', () => {
  test('a tenth of the position in the first round, less if less is wanted', () => {
    assert.deepEqual(shown(paced(-100n).draft.legs), ['BTC-PERP -10'])
    assert.deepEqual(shown(paced(-7n).draft.legs), ['BTC-PERP -7'])
  })
  test('one action a round, and when the next one begins', () => {
    const { draft: waiting, until } = paced(-100n, acted(5_900, 5_100))
    assert.deepEqual([waiting.legs, until], [[], 6_000])
    assert.deepEqual(shown(paced(-100n, acted(6_000, 5_100)).draft.legs), ['BTC-PERP -10'])
  })
  // 100, 90, 81, 72.9 rounded down: 27.1 rounded up
  test('makes up for rounds between two looks, each of what the one before left, up to catchUp', () => {
    assert.deepEqual(shown(paced(-100n, acted(7_000, 5_100)).draft.legs), ['BTC-PERP -19'])
    assert.deepEqual(shown(paced(-100n, acted(60_000, 5_100)).draft.legs), ['BTC-PERP -28'])
  })
  test('what is in flight is closed already, and a hedge passes', () => {
    assert.deepEqual(shown(paced(-100n, { inFlight: { 'BTC-PERP': -50n } }).draft.legs), ['BTC-PERP -5'])
    const view = viewOf({ account: holder('0', [atMark('BTC-PERP', 100n)]) })
    const hedging = { ...leg('BTC-PERP', -60n), hedges: true as const }
    assert.deepEqual(shown(pace(view, draft(hedging)).draft.legs), ['BTC-PERP -60'])
  })
  test('refuses a share of nothing and more than all', () => {
    for (const share of ['0', '1.1']) assert.equal(roundShare.check({ share, roundMs: 1, catchUp: 1 }).length, 1)
  })
})
