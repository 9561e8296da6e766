import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, ratio, ratioOf, ticks } from '../units/index.ts'
import { bufferedShortage } from './buffered-shortage.ts'
import { atMark, holder, marks, restingBuy, usdc, viewOf } from './fixtures.ts'
import { startMemory } from './memory.ts'
import { positionTerms } from './short-market.ts'
import type { EpisodeMemory } from './types.ts'

/** 100 lots of BTC: notional 50 000, requirement 1 000, and 1 000 more by the buffer. */
const buffer = ratioOf('0.02')
const long = (cash: string, loss = '0') => {
  const held = atMark('BTC-PERP', 100n)
  return holder(cash, [{ ...held, entryValue: atoms(held.entryValue + usdc(loss)) }])
}
const began = (cash: string): EpisodeMemory => ({
  ...startMemory(0),
  untouched: { balances: holder(cash, []).balances, positions: [], lowest: ratio(0n), volatility: null, depth: null },
})

describe('bufferedShortage', () => {
  const rows = [
    ['nothing lost', long('900'), startMemory(0), '1100'],
    ['exactly there', long('2000'), startMemory(0), '0'],
    ['beyond it', long('2500'), startMemory(0), '-500'],
    ['2 % of a loss of 1 000 counts as well', long('1900', '1000'), startMemory(0), '1120'],
    ['a profit does not', long('-100', '-1000'), startMemory(0), '1100'],
    ['what was realised since the start counts with the position', long('1900', '1000'), began('2000'), '1122'],
    ['a realised gain makes up for it', long('1900', '1000'), began('1300'), '1108'],
  ] as const
  for (const [name, account, episode, missing] of rows)
    test(name, () =>
      assert.equal(
        bufferedShortage(viewOf({ account, episode }), buffer),
        missing.startsWith('-') ? -usdc(missing.slice(1)) : usdc(missing),
      ),
    )
  test('orders count at the size that they can lead to', () => {
    // one lot more: 500 · (2 % + 2 %); it would fill 1 000 a BTC under the mark, so it loses nothing
    const account = { ...long('900'), orders: [restingBuy] }
    assert.equal(bufferedShortage(viewOf({ account }), buffer), usdc('1120'))
  })
  test('is rounded down once', () => {
    // one lot at 49 999: notional 499.99, requirement 9.9998; 499.99 · 0.0200000031 = 9.99980154...
    const prices = new Map([...marks, ['BTC-PERP', ticks(49_999n)] as const])
    const held = { ...atMark('BTC-PERP', 1n), entryValue: usdc('499.99') }
    const view = viewOf({ account: holder('0', [held]), marks: prices })
    assert.equal(bufferedShortage(view, ratioOf('0.0200000031')), 19_999_601n)
  })
  test('a flat account lacks what it owes, and 2 % of what it lost', () =>
    assert.equal(bufferedShortage(viewOf({ account: holder('-50', []), episode: began('100') }), buffer), usdc('53')))
})

describe('positionTerms', () => {
  test('are in millionths, and in billionths of a coin', () =>
    assert.deepEqual(positionTerms(viewOf({ account: long('900') }), 'BTC-PERP', buffer), {
      shortage: 1_100_000_000n,
      marketShortage: 1_100_000_000n,
      marginRate: 40_000n,
      price: 50_000_000_000n,
      quotePrice: 1_000_000n,
      base: 1_000_000_000n,
      lot: 10_000_000n,
      unit: 1_000_000n,
    }))
  test('a market stands for its part of the requirement', () => {
    // ETH 100 lots of 250: 25 000, requirement 1 000 of 2 000; buffer 1 000 + 500
    const account = holder('900', [atMark('BTC-PERP', 100n), atMark('ETH-PERP', 100n)])
    const terms = positionTerms(viewOf({ account }), 'ETH-PERP', buffer)
    assert.deepEqual([terms?.shortage, terms?.marketShortage], [2_600_000_000n, 1_300_000_000n])
    assert.equal(terms?.marginRate, 60_000n)
  })
  test('an inverse contract counts its face at a price of one', () => {
    // 1 000 contracts of 10 USD
    const account = holder('100', [
      { instrument: 'BTC-INV', size: atMark('BTC-INV', 1_000n).size, entryValue: atoms(0n) },
    ])
    const terms = positionTerms(viewOf({ account }), 'BTC-INV', buffer)
    assert.deepEqual([terms?.price, terms?.base, terms?.lot], [1_000_000n, 10n ** 13n, 10n ** 10n])
    assert.equal(terms?.unit, 1_000_000n)
  })
  test('a spot market has none', () =>
    assert.equal(positionTerms(viewOf({ account: long('900') }), 'BTC', buffer), null))
})
