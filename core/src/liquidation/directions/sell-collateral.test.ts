import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms } from '../../units/index.ts'
import { balanceOf } from '../../accounts/index.ts'
import {
  atMark,
  book,
  borrower,
  deep,
  holder,
  lendingRules as rules,
  shown,
  viewOf,
  type ViewTerms,
} from '../fixtures.ts'
import { simulateTrade } from '../simulate-trade.ts'
import { sellCollateral } from './sell-collateral.ts'

const debt = sellCollateral.create({ order: 'cost', most: 'debt' })
const everything = sellCollateral.create({ order: 'cost', most: 'everything' })
const USDC = 1_000_000n
const BTC = 100_000_000n
const ETH = 1_000_000_000n
const view = (balances: Readonly<Record<string, bigint>>, terms: Partial<ViewTerms> = {}) =>
  viewOf({ account: borrower(balances), rules, ...terms })
const whole = (path: ReturnType<typeof debt>) => shown(path.at(path.steps))

describe('sell-collateral', () => {
  test('ends with the lot that repays the debt, fee inside', () => {
    // a lot of 0.00001 BTC is worth 0.5: 10 000 needs 20 000 lots, with a fee of 1 % 20 202.02
    const loan = { BTC, USDC: -10_000n * USDC }
    assert.deepEqual(whole(debt(view(loan))), ['BTC -20000'])
    assert.deepEqual(whole(debt(view(loan, { feeRate: '0.01' }))), ['BTC -20203'])
    assert.deepEqual(whole(everything(view(loan))), ['BTC -100000'])
  })
  test('sells what loses least first, and goes beyond a book only when all books are used up', () => {
    const books = [
      book('BTC', [[4_950_000n, 10_000n]], []), // 1 % off
      book('ETH', [[249_000n, 1_000n]], []), // 0.4 % off, 1 ETH
    ]
    const path = everything(view({ BTC, ETH: 3n * ETH, USDC: -10_000n * USDC }, { books }))
    assert.deepEqual(shown(path.at(1_000n)), ['ETH -1000'])
    assert.deepEqual(shown(path.at(11_000n)), ['BTC -10000', 'ETH -1000'].toReversed())
    assert.deepEqual(shown(path.at(13_000n)), ['ETH -3000', 'BTC -10000'])
    assert.equal(path.steps, 103_000n)
  })
  test('sells all in proportion when told to', () => {
    const path = sellCollateral.create({ order: 'pro-rata', most: 'everything' })(view({ BTC, ETH: 3n * ETH }))
    assert.deepEqual(shown(path.at(50_000n)), ['BTC -50000', 'ETH -1500'])
  })
  test('repays the numeraire first and buys other debts back, with cash before collateral', () => {
    // 500 in cash and 1 BTC against 2 ETH = 5 000: 200 ETH lots of 2.5 for the cash, 9 000 BTC lots for the rest
    const path = debt(view({ BTC, ETH: -2n * ETH, USDC: 500n * USDC }))
    assert.deepEqual(shown(path.at(512n)), ['ETH 100'])
    assert.deepEqual(shown(path.at(1_024n)), ['ETH 200'])
    assert.deepEqual(whole(path), ['BTC -9000', 'ETH 2000'])
    // 500 owed on top: 1 000 lots bring the first 500, and nothing is bought back before
    const owing = debt(view({ BTC, ETH: -2n * ETH, USDC: -500n * USDC }))
    assert.deepEqual(shown(owing.at(1_000n)), ['BTC -1000'])
    assert.deepEqual(whole(owing), ['BTC -11000', 'ETH 2000'])
  })
  test('sells nothing that is in flight, or that losses settled in the coin need', () => {
    assert.deepEqual(whole(everything(view({ BTC }, { inFlight: { BTC: -40_000n } }))), ['BTC -60000'])
    const losing = {
      ...holder('0', [{ ...atMark('BTC-INV', 1n), entryValue: atoms(BTC / 2n) }]),
      balances: borrower({ BTC }).balances,
    }
    const [sale] = everything(viewOf({ account: losing, rules })).at(10n ** 9n)
    assert.equal(sale?.size, -49_980n) // half a coin is lost, and a contract of 10 is 0.0002 BTC
  })
  test('has nothing to sell without collateral, and nothing to repay without a debt', () => {
    assert.equal(everything(view({ USDC: 1n })).steps, 0n)
    assert.equal(debt(view({ BTC })).steps, 0n)
  })
  test('leaves no debt behind and sells not a lot too much, whatever the books', () =>
    fc.assert(
      fc.property(
        fc.bigInt(1n, 40_000n * USDC),
        fc.bigInt(0n, 5n * ETH),
        fc.array(fc.bigInt(1n, 300n), { minLength: 2, maxLength: 2 }),
        (owed, coins, [bid = 1n, ask = 1n]) => {
          const books = [
            book('BTC', [[5_000_000n - 100n * bid, 10n ** 12n]], []),
            { ...deep('ETH'), asks: book('ETH', [], [[250_000n + 10n * ask, 10n ** 12n]]).asks },
          ]
          const balances = { BTC: 2n * BTC, ...(coins === 0n ? {} : { ETH: -coins }), USDC: -owed }
          const loan = view(balances, { books, feeRate: '0.002' })
          const path = debt(loan)
          const left = (step: bigint) => simulateTrade(loan, path.at(step), rules.profitHaircut).account
          const [repaid, short] = [left(path.steps), left(path.steps - 1n)]
          assert.ok(balanceOf(repaid, 'USDC') >= 0n && balanceOf(repaid, 'ETH') >= 0n)
          assert.ok(balanceOf(short, 'USDC') < 0n || balanceOf(short, 'ETH') < 0n)
        },
      ),
      { numRuns: 60 },
    ))
})
