import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { marginSplit } from '../../margin/index.ts'
import { atMark, draft, holder, leg, marks, rules, shown, usdc, viewOf } from '../fixtures.ts'
import { afterClose, startMemory } from '../memory.ts'
import type { Parameters } from '../types.ts'
import { fillablePrice, fillablePriceLimit } from './fillable-price.ts'

const TERMS = { adjustment: '1', spread: '1.5' }
const lone = (cash: string, size: bigint) => holder(cash, [atMark('BTC-PERP', size)])

// 10 BTC lots: 5 000 at 2 % requires 100.
const prices: readonly (readonly [string, string, bigint, string, string, string])[] = [
  ['at the requirement it is the mark', '100', 10n, '1', '1.5', '50000'],
  ['above it too', '250', 10n, '1', '1.5', '50000'],
  ['half way down: 0.75 of 2 % off', '50', 10n, '1', '1.5', '49250'],
  ['a short: above the mark', '50', -10n, '1', '1.5', '50750'],
  ['twice as fast', '75', 10n, '2', '1.5', '49250'],
  ['at bankruptcy the whole spread', '0', 10n, '1', '1.5', '48500'],
  ['below it no more', '-80', 10n, '1', '1.5', '48500'],
  ['a spread of nothing', '0', 10n, '1', '0', '50000'],
]

describe('fillablePrice', () => {
  for (const [rule, cash, size, adjustment, spread, expected] of prices)
    test(`${rule}: ${expected}`, () => {
      const split = marginSplit(rules, lone(cash, size), marks, 'BTC-PERP') ?? assert.fail()
      const price = fillablePrice(split, { adjustment: ratioOf(adjustment), spread: ratioOf(spread) })
      assert.equal(price.numerator, BigInt(expected) * price.denominator)
    })
})

describe('fillablePriceLimit', () => {
  const limited = (
    { cash, size, fund }: { readonly cash: string; readonly size: bigint; readonly fund: string },
    more: Parameters = {},
    covered = '0',
  ): readonly string[] => {
    const close = { time: 61_000, instrument: 'BTC-PERP', notional: usdc('1'), covered: usdc(covered) }
    const episode = covered === '0' ? startMemory(0) : afterClose(startMemory(0), close)
    const view = viewOf({ account: lone(cash, size), fund, time: 61_500, episode })
    const slice = draft(leg('BTC-PERP', size > 0n ? -4n : 4n))
    return shown(fillablePriceLimit.create({ ...TERMS, ...more })(view, slice).legs)
  }
  // Equity 50 of 100: bankruptcy at 49 500, fillable 49 250. 4 lots cost 0.04 USDC a tick: 250 ticks need 10.
  const rows: readonly (readonly [string, string, bigint, string, string])[] = [
    ['the fund covers the whole excess', '50', 10n, '10', '-4@49250'],
    ['one atom less costs a tick', '50', 10n, '9.999999', '-4@49251'],
    ['without a fund the bankruptcy price', '50', 10n, '0', '-4@49500'],
    ['half a fund', '50', 10n, '5', '-4@49375'],
    ['a short', '50', -10n, '9.999999', '4@50749'],
    ['a short without a fund', '50', -10n, '0', '4@50500'],
    ['healthy enough to need none', '100', 10n, '0', '-4@50000'],
    ['in debt without a fund it must gain', '-10', 10n, '0', '-4@50100'],
    // Bankruptcy at 50 100, fillable at 48 500: 1 600 ticks need 64.
    ['in debt with one', '-10', 10n, '64', '-4@48500'],
  ]
  for (const [rule, cash, size, fund, expected] of rows)
    test(`${rule}: ${expected}`, () => assert.deepEqual(limited({ cash, size, fund }), [`BTC-PERP ${expected}`]))
  test('what the fund may lose in a block bounds it too', () => {
    const terms = { loss: '5', blockMs: 1_000 }
    assert.deepEqual(limited({ cash: '50', size: 10n, fund: '100' }, terms), ['BTC-PERP -4@49375'])
    assert.deepEqual(limited({ cash: '50', size: 10n, fund: '100' }, terms, '3'), ['BTC-PERP -4@49450'])
    assert.deepEqual(limited({ cash: '50', size: 10n, fund: '100' }, terms, '6'), ['BTC-PERP -4@49500'])
    const before = { loss: '5', blockMs: 500 }
    assert.deepEqual(limited({ cash: '50', size: 10n, fund: '100' }, before, '3'), ['BTC-PERP -4@49375'])
  })
  test('a leg without a position is dropped', () => {
    const done = fillablePriceLimit.create(TERMS)(viewOf({ account: lone('50', 10n) }), draft(leg('ETH-PERP', -1n)))
    assert.deepEqual([done.legs, done.reasons.at(-1)?.bound], [[], true])
  })
  test('loss and block come together', () => {
    assert.deepEqual(fillablePriceLimit.check(TERMS), [])
    assert.deepEqual(
      fillablePriceLimit.check({ ...TERMS, loss: '5' }).map(({ field }) => field),
      ['blockMs'],
    )
    assert.deepEqual(
      fillablePriceLimit.check({ ...TERMS, blockMs: 5 }).map(({ field }) => field),
      ['loss'],
    )
  })
})
