import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio } from '../../units/index.ts'
import { atMark, book, draft, holder, leg, shown, viewOf } from '../fixtures.ts'
import { simulateTrade } from '../simulate-trade.ts'
import { bankruptcy } from './bankruptcy.ts'

describe('bankruptcy', () => {
  const limit = bankruptcy.create({ costs: 'outside' })
  // 10 BTC lots, 0.01 USDC a tick and lot: a tick costs 0.1 USDC. Equity 50 pays for 500 ticks, so 49 500 is the last price.
  test('a long may be sold down to where equity is used up', () => {
    const view = viewOf({ account: holder('50', [atMark('BTC-PERP', 10n)]) })
    assert.deepEqual(shown(limit(view, draft(leg('BTC-PERP', -4n))).legs), ['BTC-PERP -4@49500'])
  })
  test('a short may be bought up to where equity is used up', () => {
    const view = viewOf({ account: holder('50', [atMark('BTC-PERP', -10n)]) })
    assert.deepEqual(shown(limit(view, draft(leg('BTC-PERP', 10n))).legs), ['BTC-PERP 10@50500'])
  })
  test('a fraction of a tick is not given away', () => {
    const view = viewOf({ account: holder('49.95', [atMark('BTC-PERP', 10n)]) })
    assert.deepEqual(shown(limit(view, draft(leg('BTC-PERP', -4n))).legs), ['BTC-PERP -4@49501'])
  })
  // Requirements: BTC 10 lots 5 000 · 2 % = 100, SOL 20 lots 2 000 · 5 % = 100, so each leg has half of the equity.
  test('two legs share equity by requirement', () => {
    const view = viewOf({ account: holder('100', [atMark('BTC-PERP', 10n), atMark('SOL-PERP', -20n)]) })
    // SOL: 20 lots · 0.01 = 0.2 USDC a tick; 50 pays for 250 ticks.
    const limited = limit(view, draft(leg('BTC-PERP', -10n), leg('SOL-PERP', 20n)))
    assert.deepEqual(shown(limited.legs), ['BTC-PERP -10@49500', 'SOL-PERP 20@10250'])
  })
  test('below zero the price lies on the other side of mark', () => {
    const view = viewOf({ account: holder('-10', [atMark('BTC-PERP', 10n)]) })
    assert.deepEqual(shown(limit(view, draft(leg('BTC-PERP', -10n))).legs), ['BTC-PERP -10@50100'])
  })
  test('a leg without a position is dropped', () => {
    const view = viewOf({ account: holder('50', [atMark('BTC-PERP', 10n)]) })
    assert.deepEqual(limit(view, draft(leg('SOL-PERP', -1n))).legs, [])
  })
  test('with costs inside, the fee of closing is kept', () => {
    // 0.1 % of 5 000 is 5, and 2 atoms for the one level: 44.999998 pays for 449 ticks.
    const view = viewOf({ account: holder('50', [atMark('BTC-PERP', 10n)]), feeRate: '0.001' })
    const inside = bankruptcy.create({ costs: 'inside' })
    assert.deepEqual(shown(inside(view, draft(leg('BTC-PERP', -4n))).legs), ['BTC-PERP -4@49551'])
    assert.deepEqual(shown(limit(view, draft(leg('BTC-PERP', -4n))).legs), ['BTC-PERP -4@49500'])
  })
  test('with costs inside, a fill at the limit leaves no debt', () => {
    const account = holder('50', [atMark('BTC-PERP', -10n)])
    const inside = bankruptcy.create({ costs: 'inside' })
    const view = viewOf({ account, feeRate: '0.0007' })
    const limited = inside(view, draft(leg('BTC-PERP', 10n))).legs
    const books = [book('BTC-PERP', [], [[limited[0]?.limit ?? 0n, 10n]])]
    const { cost, filled } = simulateTrade(
      { ...view, ...viewOf({ account, books, feeRate: '0.0007' }) },
      limited,
      ratio(0n),
    )
    assert.equal(filled, true)
    assert.ok(cost <= 50_000_000n && cost > 49_800_000n)
  })
  test('the levels that a closing trade meets are those that may round', () => {
    // A tick costs 0.1 = 100 000 atoms: with 44.900003 after the fee, one level leaves 449 ticks, two leave 448.
    const account = holder('49.900003', [atMark('BTC-PERP', 10n)])
    const limitWith = (bids: number, asks: number): readonly string[] => {
      const levels = (count: number, from: bigint, away: bigint) =>
        Array.from({ length: count }, (_, n) => [from + away * BigInt(n), 10n] as const)
      const books = [book('BTC-PERP', levels(bids, 49_990n, -1n), levels(asks, 50_010n, 1n))]
      const view = viewOf({ account, books, feeRate: '0.001' })
      return shown(bankruptcy.create({ costs: 'inside' })(view, draft(leg('BTC-PERP', -4n))).legs)
    }
    assert.deepEqual(limitWith(1, 5), ['BTC-PERP -4@49551'])
    assert.deepEqual(limitWith(2, 1), ['BTC-PERP -4@49552'])
  })
  test('says that it bound only when a leg was dropped', () => {
    const view = viewOf({ account: holder('50', [atMark('BTC-PERP', 10n)]) })
    assert.equal(limit(view, draft(leg('BTC-PERP', -1n))).reasons[0]?.bound, false)
    assert.equal(limit(view, draft(leg('SOL-PERP', -1n))).reasons[0]?.bound, true)
  })
})
