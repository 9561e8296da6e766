import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratioOf } from '../../units/index.ts'
import { settleNegativeProfit, type NegativeProfit } from './negative-profit.ts'

/** Price 1, weights 0.5 and 1.5, a fund of 1 000 whose atoms are worth 1, no fee, no limits. */
const loss = (settleToken: bigint, profit: bigint, otherHealth: bigint, given: Partial<NegativeProfit> = {}) =>
  settleNegativeProfit({
    settleToken,
    profit,
    otherHealth,
    price: ratioOf('1'),
    insurancePrice: ratioOf('1'),
    assetWeight: ratioOf('0.5'),
    liabilityWeight: ratioOf('1.5'),
    settleLimit: 1_000n,
    mostTaken: 1_000n,
    fee: ratioOf('0'),
    insuranceAvailable: 1_000n,
    ...given,
  })

const story = (result: ReturnType<typeof loss>): string => {
  if (result.kind === 'nothing') return 'nothing'
  const shown = (over: bigint): string => String(Number((over * 1_000n) / result.per) / 1_000)
  const { settleToken, profit, liquidatorToken, liquidatorProfit, insurancePaid, socialised } = result
  return `token ${shown(settleToken)} profit ${shown(profit)} liquidator ${shown(liquidatorToken)} ${shown(liquidatorProfit)} paid ${insurancePaid} shared ${shown(socialised)}`
}

describe('settleNegativeProfit', () => {
  const rows = [
    ['a profit is none of its business', loss(0n, 0n, -5n), 'nothing'],
    [
      'all of it is settled where collateral allows',
      loss(10n, -4n, 0n),
      'token 6 profit 0 liquidator 4 -4 paid 0 shared 0',
    ],
    // 5 of health in the token and 3 elsewhere: 10, and 3 / 1.5 below zero; of -15 + 3 lack 12 / 1.5
    [
      'other health carries a debt in the token',
      loss(10n, -20n, 3n),
      'token -2 profit 0 liquidator 12 -20 paid 8 shared 0',
    ],
    [
      'a settle limit holds',
      loss(10n, -4n, 0n, { settleLimit: 1n }),
      'token 9 profit -3 liquidator 1 -1 paid 0 shared 0',
    ],
    [
      'a liquidator who will not go on ends it',
      loss(10n, -4n, -9n, { mostTaken: 0n }),
      'token 10 profit -4 liquidator 0 0 paid 0 shared 0',
    ],
    // 6 · 1.5 = 9 missing of -4 - 2 less 3 elsewhere: 6 / 1.5 = 4
    ['what health lacks is insured', loss(-4n, -2n, 3n), 'token -4 profit 0 liquidator 0 -2 paid 2 shared 0'],
    // 4 / 1.5 settled, of -9 + 4 lack 5 / 1.5: one atom worth 4 covers it
    [
      'the fund pays whole atoms',
      loss(0n, -6n, 4n, { insurancePrice: ratioOf('4') }),
      'token -2.666 profit 0 liquidator 2.666 -6 paid 1 shared 0',
    ],
    [
      'the rest is shared once the fund is empty',
      loss(0n, -6n, -9n, { insuranceAvailable: 2n }),
      'token 0 profit 0 liquidator 0 -2 paid 2 shared 4',
    ],
    [
      'the fee is paid from the fund',
      loss(0n, -6n, -9n, { fee: ratioOf('0.5') }),
      'token 0 profit 0 liquidator 0 -6 paid 9 shared 0',
    ],
  ] as const
  for (const [rule, result, expected] of rows) test(rule, () => assert.equal(story(result), expected))

  test('token and profit of both sides, the fund and those who share add up', () => {
    const amount = fc.bigInt(-50n, 50n)
    fc.assert(
      fc.property(
        amount,
        fc.bigInt(-60n, -1n),
        amount,
        fc.bigInt(0n, 30n),
        fc.bigInt(0n, 60n),
        (b, n, other, fund, most) => {
          const result = loss(b, n, other, { insuranceAvailable: fund, mostTaken: most })
          if (result.kind === 'nothing') return assert.fail('a loss is settled')
          const { per, settleToken, profit, liquidatorToken, liquidatorProfit, socialised, insurancePaid } = result
          assert.equal(settleToken + liquidatorToken, b * per)
          assert.equal(profit + liquidatorProfit, n * per + socialised)
          assert.ok(insurancePaid <= fund && socialised >= 0n && profit <= 0n)
          assert.ok(socialised === 0n || insurancePaid === fund)
        },
      ),
    )
  })
})
