import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { divide } from '../units/index.ts'
import { accountWith, at, holding, marks, order, rules, usdc } from './fixtures.ts'
import { health } from './health.ts'
import { measure } from './measure.ts'
import { anyAccount, anyMarks } from './random.fixtures.ts'
import { exactHealth, rational } from './twin.fixtures.ts'

const longBtc = holding('BTC-PERP', 1_000n, usdc('60000'))

describe('health', () => {
  test('says what each leg brings', () => {
    const account = accountWith({ USDC: usdc('3000') }, [longBtc, holding('ETH-PERP', -2_000n, usdc('-59000'))])
    const found = health(rules, account, at('BTC-PERP', 590_000n))
    assert.deepEqual(found.maintenance, {
      name: 'maintenance',
      equity: usdc('1000'),
      requirement: usdc('1990'),
      contributions: [
        { kind: 'collateral', id: 'USDC', equity: usdc('3000'), requirement: 0n },
        { kind: 'position', id: 'BTC-PERP', equity: usdc('-1000'), requirement: usdc('590') },
        { kind: 'position', id: 'ETH-PERP', equity: usdc('-1000'), requirement: usdc('1400') },
      ],
    })
    assert.equal(found.initial.requirement, usdc('4180'))
    assert.equal(found.account, 'trader')
  })

  test('a coin profit is converted at the rate of the net amount', () => {
    // 0.1 BTC held, 0.2 BTC gained: net 0.3 BTC less 5 %
    const short = holding('BTC-INV', -6_000n, 100_000_000n)
    const { contributions } = health(
      rules,
      accountWith({ BTC: 10_000_000n }, [short]),
      at('BTC-INV', 100_000n),
    ).maintenance
    assert.deepEqual(
      contributions.map(({ id, equity }) => [id, equity]),
      [
        ['BTC', usdc('5700')],
        ['BTC-INV', usdc('11400')],
      ],
    )
    // 0.5 BTC owed: the same profit repays debt, so it counts in full
    const owing = health(rules, accountWith({ BTC: -50_000_000n }, [short]), at('BTC-INV', 100_000n)).maintenance
    assert.deepEqual(
      owing.contributions.map(({ id, equity }) => [id, equity]),
      [
        ['BTC', usdc('-30000')],
        ['BTC-INV', usdc('12000')],
      ],
    )
  })

  test('orders without a position are a leg of their own', () => {
    const buy = order('o', { instrument: 'BTC-PERP', side: 'buy', size: 1_000n, price: 600_000n })
    const { maintenance } = health(rules, accountWith({}, [], [buy]), marks)
    assert.deepEqual(maintenance.contributions, [
      { kind: 'position', id: 'BTC-PERP', equity: 0n, requirement: usdc('600') },
    ])
  })

  test('contributions sum to the totals, and the totals are those of measure', () =>
    fc.assert(
      fc.property(anyAccount, anyMarks, (account, prices) => {
        const found = health(rules, account, prices)
        for (const level of [found.initial, found.maintenance]) {
          let [equity, requirement] = [0n, 0n]
          for (const one of level.contributions) {
            equity += one.equity
            requirement += one.requirement
          }
          assert.deepEqual({ equity, requirement }, measure(rules, account, prices, level.name))
          assert.deepEqual({ equity, requirement }, { equity: level.equity, requirement: level.requirement })
        }
      }),
      { numRuns: 300 },
    ))
})

describe('measure against a twin in exact fractions', () => {
  test('never above true equity nor under the true requirement, and within the rounding of its terms', () =>
    fc.assert(
      fc.property(anyAccount, anyMarks, (account, prices) => {
        const found = measure(rules, account, prices, 'maintenance')
        const exact = exactHealth(account, prices)
        const terms = BigInt(account.positions.length + account.orders.length + account.balances.length)
        // a coin atom is worth at most 0.002 USDC at these marks: 2 000 atoms
        const equityGap = rational.minus(exact.equity, rational.of(found.equity))
        const requirementGap = rational.minus(rational.of(found.requirement), exact.requirement)
        // the twin does not know that a fill exchanges whole atoms, which an order's loss counts
        const lowest = -2_002n * BigInt(account.orders.length)
        assert.ok(divide(equityGap.numerator, equityGap.denominator, 'down') >= 0n)
        assert.ok(divide(requirementGap.numerator, requirementGap.denominator, 'down') >= lowest)
        for (const gap of [equityGap, requirementGap])
          assert.ok(divide(gap.numerator, gap.denominator, 'up') <= 2_002n * terms)
      }),
      { numRuns: 400 },
    ))
})
