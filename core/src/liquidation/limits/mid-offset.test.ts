import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, book, draft, holder, leg, shown, viewOf, type Levels } from '../fixtures.ts'
import { midOffset } from './mid-offset.ts'

describe('mid-offset', () => {
  const limit = midOffset.create({ bps: 1_000 })
  const limited = (size: bigint, bids: Levels, asks: Levels): readonly string[] => {
    const view = viewOf({ account: holder('0', [atMark('BTC-PERP', -size)]), books: [book('BTC-PERP', bids, asks)] })
    return shown(limit(view, draft(leg('BTC-PERP', size))).legs)
  }
  // middle of 49 001 and 49 004: 49 002
  test('sells down to a tenth below the middle, rounded up', () =>
    assert.deepEqual(limited(-5n, [[49_001n, 1n]], [[49_004n, 1n]]), ['BTC-PERP -5@44102']))
  test('buys up to a tenth above it, rounded down', () =>
    assert.deepEqual(limited(5n, [[49_001n, 1n]], [[49_004n, 1n]]), ['BTC-PERP 5@53902']))
  test('goes by the mark where a side is empty', () =>
    assert.deepEqual(limited(-5n, [], [[49_004n, 1n]]), ['BTC-PERP -5@45000']))
  test('drops a leg that has neither book nor mark', () => {
    const view = viewOf({ account: holder('0', []), books: [] })
    assert.deepEqual(limit({ ...view, marks: new Map() }, draft(leg('BTC-PERP', -5n))).legs, [])
  })
})
