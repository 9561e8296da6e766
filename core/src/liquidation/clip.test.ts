import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { clipToDraft, clipToHoldings } from './clip.ts'
import { atMark, holder, leg, shown, viewOf } from './fixtures.ts'

describe('clipToHoldings', () => {
  const view = viewOf({
    account: holder('1', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -6n), atMark('SOL-PERP', 2n)]),
    inFlight: { 'ETH-PERP': 4n, 'SOL-PERP': -2n },
  })
  for (const [what, legs, kept] of [
    ['a leg within its position stays', [leg('BTC-PERP', -7n)], ['BTC-PERP -7']],
    ['a leg beyond it is cut', [leg('BTC-PERP', -11n)], ['BTC-PERP -10']],
    ['a leg that would enlarge it goes', [leg('BTC-PERP', 1n)], []],
    ['what is in flight is not planned again', [leg('ETH-PERP', 6n)], ['ETH-PERP 2']],
    ['nothing is left of a position wholly in flight', [leg('SOL-PERP', -1n)], []],
    ['no position, no leg', [leg('BTC-INV', 1n)], []],
    ['the second leg on one instrument goes', [leg('BTC-PERP', -6n), leg('BTC-PERP', -6n)], ['BTC-PERP -6']],
    ['an empty leg goes', [leg('BTC-PERP', 0n)], []],
  ] as const)
    test(what, () => assert.deepEqual(shown(clipToHoldings(view, legs)), kept))
  test('what is in flight beyond the position plans nothing', () => {
    const over = viewOf({ account: holder('1', [atMark('BTC-PERP', 3n)]), inFlight: { 'BTC-PERP': -5n } })
    assert.deepEqual(clipToHoldings(over, [leg('BTC-PERP', -1n)]), [])
  })
})

describe('clipToDraft', () => {
  const earlier = [leg('BTC-PERP', -5n), leg('ETH-PERP', 3n)]
  for (const [legs, kept] of [
    [[leg('BTC-PERP', -5n)], ['BTC-PERP -5']],
    [
      [leg('BTC-PERP', -6n), leg('ETH-PERP', 2n)],
      ['BTC-PERP -5', 'ETH-PERP 2'],
    ],
    [[leg('ETH-PERP', -3n)], []],
    [[leg('SOL-PERP', -1n)], []],
  ] as const)
    test(`${shown(legs).join(', ')} becomes ${shown(kept.length === 0 ? [] : clipToDraft(earlier, legs)).join(', ') || 'nothing'}`, () => {
      assert.deepEqual(shown(clipToDraft(earlier, legs)), kept)
    })
})
