import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, RATIO_ONE, ratioOf, ticks } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { atMark, book, borrower, holder, lendingRules as rules, marks, viewOf } from '../fixtures.ts'
import { simulateTrade } from '../simulate-trade.ts'
import type { DraftLeg, LiquidationView, Parameters } from '../types.ts'
import { allProRata } from './all-pro-rata.ts'
import { cheaperOf } from './cheaper-of.ts'
import { inTurn } from './in-turn.ts'
import { sellCollateral } from './sell-collateral.ts'

const compile = (nested: Parameters) =>
  [allProRata, sellCollateral].find(({ name }) => name === nested['rule'])?.create(nested) ?? assert.fail()
const choices = [{ rule: 'sell-collateral', order: 'cost', most: 'everything' }, { rule: 'all-pro-rata' }]
const direction = cheaperOf.create({ target: '1.5', choices }, compile)

/** 40 BTC lots of 500 long and some coins; perp and spot books at a distance from mark in basis points. */
const cross = (terms: {
  readonly coins: bigint
  readonly price: bigint
  readonly perp: bigint
  readonly spot: bigint
}) => {
  const account = {
    ...holder('0', [atMark('BTC-PERP', 40n)]),
    balances: borrower({ BTC: terms.coins, USDC: -1_000_000_000n }).balances,
  }
  const books = [
    book('BTC-PERP', [[50_000n - 5n * terms.perp, 1_000n]], []),
    book('BTC', [[terms.price - (terms.price * terms.spot) / 10_000n, 1_000_000n]], []),
  ]
  return viewOf({ account, books, rules, feeRate: '0.0005', marks: new Map(marks).set('BTC', ticks(terms.price)) })
}

/** By trying every lot: the first that restores the target, and what it costs at full worth. */
const tryAll = (view: LiquidationView, most: bigint, leg: (size: bigint) => DraftLeg): bigint | null => {
  const worth = (account: LiquidationView['account']): bigint => {
    let sum = 0n
    for (const { asset, atoms } of account.balances)
      sum += asset === 'BTC' ? (atoms * (view.marks.get('BTC') ?? 0n)) / 10_000n : atoms
    for (const { size, entryValue } of account.positions) sum += size * 500_000_000n - entryValue
    return sum
  }
  for (let size = 1n; size <= most; size += 1n) {
    const { account } = simulateTrade(view, [leg(size)], ratioOf('0'))
    const { equity, requirement } = measure(rules, account, view.marks, 'maintenance')
    if (equity * RATIO_ONE >= ratioOf('1.5') * requirement) return worth(view.account) - worth(account)
  }
  return null
}

describe('cheaper-of', () => {
  test('takes the choice that a search over every lot calls cheaper, while collateral falls and the position market stands still', () =>
    fc.assert(
      fc.property(
        fc.record({
          coins: fc.bigInt(2_200_000n, 3_000_000n),
          price: fc.bigInt(4_500_000n, 5_000_000n),
          perp: fc.bigInt(0n, 60n),
          spot: fc.bigInt(0n, 300n),
        }),
        (terms) => {
          const view = cross(terms)
          const { equity, requirement } = view.maintenance
          if (equity * RATIO_ONE >= ratioOf('1.5') * requirement) return
          const sale = tryAll(view, terms.coins / 1_000n, (size) => ({
            instrument: 'BTC',
            size: lots(-size),
            limit: null,
          }))
          const cut = tryAll(view, 40n, (size) => ({ instrument: 'BTC-PERP', size: lots(-size), limit: null }))
          const { facts } = direction(view)
          assert.equal(facts['choices[0].reachable'], String(sale !== null))
          assert.equal(facts['choices[1].reachable'], String(cut !== null))
          if (sale === null && cut === null) return
          const near = (told: string | undefined, tried: bigint | null): boolean =>
            tried === null || (BigInt(told ?? '') - tried <= 2n && tried - BigInt(told ?? '') <= 2n)
          assert.ok(near(facts['choices[0].costAtoms'], sale), `${facts['choices[0].costAtoms']} against ${sale}`)
          assert.ok(near(facts['choices[1].costAtoms'], cut), `${facts['choices[1].costAtoms']} against ${cut}`)
          const gap = (sale ?? 10n ** 18n) - (cut ?? 10n ** 18n)
          if (gap < -4n) assert.equal(facts['chosen'], 'sell-collateral')
          if (gap > 4n) assert.equal(facts['chosen'], 'all-pro-rata')
        },
      ),
      { numRuns: 12 },
    ))
  test('follows the cost: a dear spot book cuts the position, a dear perpetual sells the coins', () => {
    const chosen = (perp: bigint, spot: bigint) =>
      direction(cross({ coins: 2_700_000n, price: 4_800_000n, perp, spot })).facts['chosen']
    assert.equal(chosen(1n, 300n), 'all-pro-rata')
    assert.equal(chosen(60n, 1n), 'sell-collateral')
  })
  test('takes what there is when a choice has nothing to reduce', () => {
    assert.equal(
      direction(viewOf({ account: holder('1', [atMark('BTC-PERP', 4n)]), rules })).facts['chosen'],
      'all-pro-rata',
    )
    const loan = viewOf({ account: borrower({ BTC: 10n ** 8n, USDC: -44_000_000_000n }), rules })
    assert.equal(direction(loan).facts['chosen'], 'sell-collateral')
  })
})

describe('in-turn', () => {
  const both = inTurn.create({ choices: [{ rule: 'all-pro-rata' }, { ...choices[0], most: 'debt' }] }, compile)
  test('sells for the debt that is left once the positions are closed', () => {
    // 40 lots lose 100 to the book and 9.95 to the fee: 1 109.95 owed / (0.9985 · 0.9995 · 0.5 a spot lot) = 2 224.35
    const view = cross({ coins: 2_700_000n, price: 5_000_000n, perp: 50n, spot: 15n })
    const path = both(view)
    assert.deepEqual(
      path.at(40n).map(({ instrument, size }) => `${instrument} ${size}`),
      ['BTC-PERP -40'],
    )
    const [, sale] = path.at(path.steps)
    const { account } = simulateTrade(view, path.at(path.steps), ratioOf('0'))
    assert.deepEqual([sale?.instrument, sale?.size], ['BTC', -2_225n])
    assert.deepEqual(account.positions, [])
    assert.ok((account.balances.find(({ asset }) => asset === 'USDC')?.atoms ?? 0n) >= 0n)
    const short = simulateTrade(view, path.at(path.steps - 1n), ratioOf('0')).account
    assert.ok((short.balances.find(({ asset }) => asset === 'USDC')?.atoms ?? 0n) < 0n)
  })
})
