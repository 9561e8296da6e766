import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { formatRatio } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { fillablePriceDistance } from './fillable-price-distance.ts'

describe('fillablePriceDistance', () => {
  const rank = fillablePriceDistance.create({ adjustment: '1', spread: '1.5' })
  // 10 BTC lots require 100 at 2 %, 20 SOL lots 100 at 5 %.
  for (const [rule, cash, positions, expected] of [
    ['half way down: 0.75 of 2 %', '50', [atMark('BTC-PERP', 10n)], '-0.015'],
    ['a short alike', '50', [atMark('BTC-PERP', -10n)], '-0.015'],
    ['the farthest of two: 0.75 of 5 %', '100', [atMark('BTC-PERP', 10n), atMark('SOL-PERP', 20n)], '-0.0375'],
    ['healthy', '100', [atMark('BTC-PERP', 10n)], '0'],
    ['without positions', '1', [], '0'],
    ['bankrupt', '0', [atMark('BTC-PERP', 10n)], '-0.03'],
  ] as const)
    test(`${rule}: ${expected}`, () =>
      assert.equal(formatRatio(rank(viewOf({ account: holder(cash, positions) }))), expected))
})
