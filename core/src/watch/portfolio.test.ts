import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf } from '../units/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import { measure, type MarkPrices } from '../margin/index.ts'
import { accountWith, holding, marks, portfolioRules as rules, usdc } from '../margin/fixtures.ts'
import { anyAccount, anyMarks } from '../margin/random.fixtures.ts'
import { createExactSweep, createScreen, createWatch } from './index.ts'

/** The account with cash moved until equity lies `over` atoms over its requirement. */
const plant = (account: Account, prices: MarkPrices, over: bigint): Account => {
  const { equity, requirement } = measure(rules, account, prices, 'maintenance')
  const cash = [{ asset: 'USDC', atoms: atoms(requirement - equity + over) }]
  return cash[0]?.atoms === 0n ? account : changeAccount(account, { account: account.id, cash, positions: [] })
}

describe('createScreen and createWatch under portfolio margin', () => {
  test('name what the sweep names, at and around every level', () =>
    fc.assert(
      fc.property(
        fc.array(anyAccount, { minLength: 6, maxLength: 12 }),
        fc.array(anyMarks, { minLength: 2, maxLength: 3 }),
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
  test('a pair that tiers would name and the portfolio does not is looked at exactly', () => {
    // 6 000 against 6 000: tiers ask for 120, the portfolio for 72
    const pair = accountWith({ USDC: usdc('80') }, [
      holding('BTC-PERP', 100n, usdc('6000')),
      holding('BTC-INV', -600n, 10_000_000n),
    ])
    const watch = createWatch(rules)
    watch.refresh(0, pair, ratioOf('1'))
    assert.deepEqual(watch.named(marks), [])
    watch.refresh(0, { ...pair, positions: pair.positions.slice(1) }, ratioOf('1'))
    assert.deepEqual(watch.named(marks), [0])
  })
})
