import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ratioOf, ticks } from '../units/index.ts'
import { fullCloseEstimate } from './full-close-estimate.ts'
import { atMark, book, holder, leg, usdc, viewOf } from './fixtures.ts'
import { simulateTrade } from './simulate-trade.ts'

const NO_PENALTY = ratioOf('0')
const account = holder('1000', [atMark('BTC-PERP', 10n)])
// A lot is 0.01 USDC a tick: 3 lots at 49 900 lose 1 each, 4 lots at 49 800 lose 2 each.
const books = [
  book(
    'BTC-PERP',
    [
      [49_900n, 3n],
      [49_800n, 4n],
    ],
    [[50_200n, 100n]],
  ),
]

describe('simulateTrade', () => {
  test('walks the book from mark', () => {
    const {
      account: after,
      cost,
      filled,
    } = simulateTrade(viewOf({ account, books }), [leg('BTC-PERP', -5n)], NO_PENALTY)
    assert.equal(cost, usdc('7')) // 3 · 1 + 2 · 2
    assert.equal(filled, true)
    assert.deepEqual(after.positions, [atMark('BTC-PERP', 5n)])
    assert.deepEqual(after.balances, [{ asset: 'USDC', atoms: usdc('993') }])
  })
  test('charges fee and penalty on the notional of the fills', () => {
    // 5 lots: 3 · 499 + 2 · 498 = 2 493; 0.1 % and 1 % of it
    const { cost } = simulateTrade(
      viewOf({ account, books, feeRate: '0.001' }),
      [leg('BTC-PERP', -5n)],
      ratioOf('0.01'),
    )
    assert.equal(cost, usdc('34.423')) // 7 + 2.493 + 24.93
  })
  test('stops at the limit and where the book ends', () => {
    const limited = { ...leg('BTC-PERP', -5n), limit: ticks(49_900n) }
    const stopped = simulateTrade(viewOf({ account, books }), [limited], NO_PENALTY)
    assert.deepEqual([stopped.cost, stopped.filled], [usdc('3'), false])
    const all = simulateTrade(viewOf({ account, books }), [leg('BTC-PERP', -10n)], NO_PENALTY)
    assert.deepEqual([all.cost, all.filled], [usdc('11'), false])
    assert.deepEqual(all.account.positions, [atMark('BTC-PERP', 3n)])
  })
  test('several legs add up', () => {
    const two = holder('1000', [atMark('BTC-PERP', 10n), atMark('SOL-PERP', -4n)])
    const both = [...books, book('SOL-PERP', [], [[10_050n, 4n]])] // 50 ticks · 0.01 = 0.5 a lot
    const { cost } = simulateTrade(
      viewOf({ account: two, books: both }),
      [leg('BTC-PERP', -3n), leg('SOL-PERP', 4n)],
      NO_PENALTY,
    )
    assert.equal(cost, usdc('5'))
  })
  test('nothing costs nothing', () => {
    const nothing = simulateTrade(viewOf({ account, books }), [], NO_PENALTY)
    assert.deepEqual([nothing.cost, nothing.filled, nothing.account], [0n, true, account])
  })
  test('a larger slice never costs less', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n), fc.bigInt(0n, 10n), (a, b) => {
        const cost = (size: bigint) =>
          simulateTrade(viewOf({ account, books, feeRate: '0.0005' }), [leg('BTC-PERP', -size)], NO_PENALTY).cost
        assert.ok(a <= b ? cost(a) <= cost(b) : cost(b) <= cost(a))
      }),
    )
  })
})

describe('fullCloseEstimate', () => {
  test('prices what the book cannot take at its last level', () => {
    // 3 · 1 + 7 · 2 = 17 against mark
    assert.deepEqual(fullCloseEstimate(viewOf({ account, books })), {
      cost: usdc('17'),
      equityAfter: usdc('983'),
      fillable: false,
    })
  })
  test('a fillable close costs what the same trade would', () => {
    const view = viewOf({ account: holder('1000', [atMark('BTC-PERP', 6n)]), books, feeRate: '0.001' })
    const traded = simulateTrade(view, [leg('BTC-PERP', -6n)], NO_PENALTY)
    const estimate = fullCloseEstimate(view)
    assert.equal(estimate.cost, traded.cost)
    assert.equal(estimate.fillable, true)
  })
  test('an empty book prices at mark, fee included', () => {
    const empty = [book('BTC-PERP', [], [])]
    // 5 000 · 0.1 %
    assert.deepEqual(fullCloseEstimate(viewOf({ account, books: empty, feeRate: '0.001' })), {
      cost: usdc('5'),
      equityAfter: usdc('995'),
      fillable: false,
    })
  })
  test('leaves out what is in flight', () => {
    const view = viewOf({ account, books, inFlight: { 'BTC-PERP': lots(-9n) } })
    assert.deepEqual(fullCloseEstimate(view).cost, usdc('1'))
  })
  test('an account without positions costs nothing', () => {
    assert.equal(fullCloseEstimate(viewOf({ account: holder('5', []) })).cost, 0n)
  })
})
