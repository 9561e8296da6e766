import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf } from '../units/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import { measure, type MarkPrices } from '../margin/index.ts'
import { accountWith, lendingRules as rules, marks } from '../margin/fixtures.ts'
import { anyAccount, anyMarks } from '../margin/random.fixtures.ts'
import { createExactSweep, createScreen, createWatch } from './index.ts'

/** The account with cash moved until equity lies `over` atoms over its requirement: a debt in it changes the requirement too. */
const plant = (account: Account, prices: MarkPrices, over: bigint): Account => {
  let planted = account
  for (let round = 0; round < 200; round += 1) {
    const { equity, requirement } = measure(rules, planted, prices, 'maintenance')
    const off = requirement - equity + over
    if (off === 0n) break
    const cash = [{ asset: 'USDC', atoms: atoms((off * 4n) / 5n || off) }]
    planted = changeAccount(planted, { account: account.id, cash, positions: [] })
  }
  return planted
}

describe('createScreen and createWatch under lending rules', () => {
  const anyLoan = fc
    .record({
      USDC: fc.bigInt(-90_000_000_000n, 0n),
      BTC: fc.bigInt(-100_000_000n, 100_000_000n),
      ETH: fc.bigInt(0n, 10n ** 10n),
    })
    .map((balances) => accountWith(balances))
  test('names what the sweep names: positions, loans, coin debts, large holdings, at and around their level', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyAccount, anyLoan), { minLength: 8, maxLength: 16 }),
        fc.array(anyMarks, { minLength: 2, maxLength: 2 }),
        fc.bigInt(0n, 2n * 10n ** 18n),
        (accounts, batches, level) => {
          const [sweep, screen, index] = [createExactSweep(rules), createScreen(rules), createWatch(rules)]
          const planted = accounts.flatMap((account) => [
            account,
            ...batches.slice(0, 1).flatMap((prices) => [1n, 0n, -1n].map((over) => plant(account, prices, over))),
          ])
          for (const watch of [sweep, screen, index])
            for (const [place, account] of planted.entries())
              watch.refresh(place, account, place % 5 === 4 ? ratio(level) : ratioOf('1'))
          for (const prices of batches) {
            const named = sweep.named(prices)
            for (const watch of [screen, index]) assert.deepEqual(watch.named(prices), named)
          }
        },
      ),
      { numRuns: 40 },
    ))
  test('folds a loan: a price far from its trigger costs no exact look', () => {
    const screen = createScreen(rules)
    screen.refresh(0, accountWith({ USDC: -10_000_000_000n, ETH: 10n ** 10n }), ratioOf('1'))
    screen.named(marks)
    assert.equal(screen.looks(), 0)
  })
})
