import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { atoms, ratio, RATIO_ONE, ratioOf, type Atoms } from '../units/index.ts'
import type { Account } from '../accounts/index.ts'
import { balanced, interestMovement, nextIndex, SettlementError } from './index.ts'

const owing = (id: string, debt: bigint): Account => ({
  id,
  owner: id,
  kind: 'trader',
  mode: 'cross',
  balances: debt === 0n ? [] : [{ asset: 'USD', atoms: atoms(-debt) }],
  positions: [],
  orders: [],
})

const paidBy = (debts: readonly bigint[], rate: string): ReadonlyMap<string, bigint> => {
  const debtors = debts.map((debt, at) => owing(`debtor-${at}`, debt))
  const movement = interestMovement({ asset: 'USD', rate: ratioOf(rate), debtors, lender: 'treasury' })
  assert.ok(balanced(movement, new Map()).ok)
  return new Map(movement.changes.map(({ account, cash }) => [account, cash[0]?.atoms ?? 0n]))
}

describe('interestMovement', () => {
  test('debtors pay the rate on their debt, rounded up, and the lender gets the sum', () =>
    // 1 % of 1000 is 10, of 101 is 1.01.
    assert.deepEqual(
      [...paidBy([1000n, 101n], '0.01')],
      [
        ['debtor-0', -10n],
        ['debtor-1', -2n],
        ['treasury', 12n],
      ],
    ))
  test('who owes nothing, or holds the asset, pays nothing', () =>
    assert.deepEqual([...paidBy([0n, -500n], '0.01')], []))
  test('rate zero moves nothing and a rate below zero is refused', () => {
    assert.equal(paidBy([1000n], '0').size, 0)
    assert.throws(() => paidBy([1000n], '-0.01'), SettlementError)
  })
  test('it balances, and the dust is below one atom a debtor', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 }),
        fc.bigInt({ min: 1n, max: 10n ** 17n }),
        (debts, share) => {
          const debtors = debts.map((debt, at) => owing(`debtor-${at}`, debt))
          const movement = interestMovement({ asset: 'USD', rate: ratio(share), debtors, lender: 'treasury' })
          assert.ok(balanced(movement, new Map()).ok)
          const received = movement.changes.at(-1)?.cash[0]?.atoms ?? 0n
          const dust = received * RATIO_ONE - debts.reduce((sum, debt) => sum + debt, 0n) * share
          assert.ok(dust >= 0n && dust < BigInt(debts.length) * RATIO_ONE)
        },
      ),
    ))
})

describe('nextIndex', () => {
  test('compounds', () =>
    assert.equal(nextIndex(nextIndex(RATIO_ONE, ratioOf('0.1')), ratioOf('0.1')), ratioOf('1.21')))

  test('a debt accrued period by period is the debt times the index, up to one atom a period', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 30 }),
        (first, rates) => {
          let index = RATIO_ONE
          let debt: Atoms = atoms(first)
          for (const rate of rates) {
            const movement = interestMovement({
              asset: 'USD',
              rate: ratio(rate),
              debtors: [owing('debtor', debt)],
              lender: 'treasury',
            })
            debt = atoms(debt - (movement.changes[0]?.cash[0]?.atoms ?? 0n))
            index = nextIndex(index, ratio(rate))
          }
          // A period rounds the debt up by less than one atom and the index by less than 1e-18; both then grow by at most 1.001^30.
          const off = debt * RATIO_ONE - first * index
          const periods = BigInt(rates.length)
          assert.ok(off > -2n * first * periods && off < 2n * periods * RATIO_ONE)
        },
      ),
    ))

  test('one period at the compounded rate comes to the same as its parts', () => {
    // (1 + 0.001)² = 1.002001; 1 000 000 000 owed.
    const charge = (debt: bigint, rate: string): bigint => debt - (paidBy([debt], rate).get('debtor-0') ?? 0n)
    assert.equal(charge(charge(1_000_000_000n, '0.001'), '0.001'), charge(1_000_000_000n, '0.002001'))
  })
})
