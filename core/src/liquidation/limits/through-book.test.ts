import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, book, draft, holder, leg, shown, viewOf } from '../fixtures.ts'
import { throughBook } from './through-book.ts'

describe('throughBook', () => {
  const limit = throughBook.create({ bps: 5 })
  const at = (
    size: bigint,
    bids: readonly (readonly [bigint, bigint])[],
    asks: readonly (readonly [bigint, bigint])[],
  ) => {
    const account = holder('900', [atMark('BTC-PERP', -size)])
    const view = viewOf({ account, books: [book('BTC-PERP', bids, asks)] })
    return shown(limit(view, draft(leg('BTC-PERP', size))).legs)
  }
  test('sells below the best bid, rounded up', () =>
    assert.deepEqual(at(-4n, [[49_001n, 1n]], [[50_999n, 1n]]), ['BTC-PERP -4@48977'])) // 48 976.4995
  test('buys above the best ask, rounded down', () =>
    assert.deepEqual(at(4n, [[49_001n, 1n]], [[50_999n, 1n]]), ['BTC-PERP 4@51024'])) // 51 024.4995
  test('a leg without a side to meet is dropped', () => assert.deepEqual(at(-4n, [], [[50_999n, 1n]]), []))
})
