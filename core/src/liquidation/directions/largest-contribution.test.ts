import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Account } from '../../accounts/index.ts'
import { atMark, book, deep, holder, portfolioRules, shown, viewOf, type ViewTerms } from '../fixtures.ts'
import { atoms, lots } from '../../units/index.ts'
import { largestContribution } from './largest-contribution.ts'

const direction = largestContribution.create({})
const chosen = (account: Account, terms: Partial<ViewTerms> = {}): readonly string[] => {
  const path = direction(viewOf({ account, rules: portfolioRules, ...terms }))
  return shown(path.at(path.steps))
}
/** Contracts of 10 USDC on BTC. */
const inverse = (size: bigint) => ({ instrument: 'BTC-INV', size: lots(size), entryValue: atoms(-size * 20_000n) })

describe('largest-contribution', () => {
  // 100 BTC lots are 50 000; 3 000 inverse contracts are 30 000. Net 20 000: 40 lots of the perpetual.
  test('the leg on the side of the net, until the underlying is neutral', () =>
    assert.deepEqual(chosen(holder('0', [atMark('BTC-PERP', 100n), inverse(-3_000n)])), ['BTC-PERP -40']))
  test('the whole leg where nothing hedges it', () =>
    assert.deepEqual(chosen(holder('0', [atMark('BTC-PERP', 100n)])), ['BTC-PERP -100']))
  test('by its own tiers where the underlying has no rule: 8 % of 75 000 is more than 10.6 % of 50 000', () => {
    // ETH 4 % up to 50 000 and 8 % above: 4 000; BTC 5 300
    const account = holder('0', [atMark('BTC-PERP', 100n), atMark('ETH-PERP', 300n)])
    assert.deepEqual(chosen(account), ['BTC-PERP -100'])
    const larger = holder('0', [atMark('BTC-PERP', 100n), atMark('ETH-PERP', 400n)]) // 6 000
    assert.deepEqual(chosen(larger), ['ETH-PERP -400'])
  })
  test('passes over a market whose book shows nothing on the side that it needs', () => {
    const account = holder('0', [atMark('BTC-PERP', 100n), atMark('ETH-PERP', 100n)])
    const books = [book('BTC-PERP', [], [[50_001n, 9n]]), deep('ETH-PERP')]
    assert.deepEqual(chosen(account, { books }), ['ETH-PERP -100'])
    assert.deepEqual(chosen(account, { books: [] }), ['BTC-PERP -100'])
  })
  test('never closes a hedge because the book of its risk is empty', () => {
    const account = holder('0', [atMark('BTC-PERP', 100n), inverse(-3_000n)])
    assert.deepEqual(chosen(account, { books: [deep('BTC-INV')] }), ['BTC-PERP -40'])
  })
  test('of a book without a net the larger contingency, first by name', () =>
    assert.deepEqual(chosen(holder('0', [atMark('BTC-PERP', 100n), inverse(-5_000n)])), ['BTC-INV 5000']))
  test('nothing of an account without positions', () => assert.deepEqual(chosen(holder('5', [])), []))
})
