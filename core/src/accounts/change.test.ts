import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ticks } from '../units/index.ts'
import type { Account, OpenOrder } from './account.ts'
import { balanceOf, changeAccount, dropOrder, positionIn, putOrder, sizeIn } from './change.ts'

const empty: Account = {
  id: 'trader',
  owner: 'trader',
  kind: 'trader',
  mode: 'cross',
  balances: [],
  positions: [],
  orders: [],
}
const cash = (asset: string, amount: bigint) => ({ asset, atoms: atoms(amount) })
const moved = (instrument: string, size: bigint, entryValue: bigint) => ({
  instrument,
  size: lots(size),
  entryValue: atoms(entryValue),
})
const order = (id: string, remaining: bigint): OpenOrder => ({
  id,
  instrument: 'P',
  side: 'buy',
  remaining: lots(remaining),
  price: ticks(1n),
  reduceOnly: false,
})

describe('changeAccount', () => {
  test('adds up, sorts, and drops what became nothing', () => {
    const account = changeAccount(empty, {
      account: 'trader',
      cash: [cash('B', 5n), cash('A', -2n), cash('C', 0n), cash('B', 1n)],
      positions: [moved('Q', 3n, 30n), moved('P', -1n, -9n), moved('Q', 1n, 11n)],
    })
    assert.deepEqual(account.balances, [cash('A', -2n), cash('B', 6n)])
    assert.deepEqual(account.positions, [moved('P', -1n, -9n), moved('Q', 4n, 41n)])
    const after = changeAccount(account, {
      account: 'trader',
      cash: [cash('B', -6n)],
      positions: [moved('Q', -4n, -41n)],
    })
    assert.deepEqual(after.balances, [cash('A', -2n)])
    assert.deepEqual(after.positions, [moved('P', -1n, -9n)])
  })

  test('never changes the record it was given', () => {
    const before = changeAccount(empty, { account: 'trader', cash: [cash('A', 1n)], positions: [moved('P', 1n, 1n)] })
    const copy = structuredClone(before)
    changeAccount(before, { account: 'trader', cash: [cash('A', 5n)], positions: [moved('P', 5n, 5n)] })
    assert.deepEqual(before, copy)
  })

  const anyKey = fc.constantFrom('A', 'B', 'C', 'a', 'Z', 'AA')
  const anySmall = fc.bigInt(-3n, 3n)
  test('after any changes lists are strictly sorted, hold no nothing, and equal plain sums', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(anyKey, anySmall, anySmall), { maxLength: 30 }), (changes) => {
        let account = empty
        for (const [key, first, second] of changes)
          account = changeAccount(account, {
            account: 'trader',
            cash: [cash(key, first)],
            positions: [moved(key, second, first)],
          })
        const sum = (key: string, at: 1 | 2): bigint =>
          changes.reduce((total, change) => (change[0] === key ? total + change[at] : total), 0n)
        for (const key of ['A', 'B', 'C', 'a', 'Z', 'AA']) {
          assert.equal(balanceOf(account, key), sum(key, 1))
          assert.equal(sizeIn(account, key), sum(key, 2))
          assert.equal(positionIn(account, key)?.entryValue ?? 0n, sum(key, 1))
        }
        const rising = (keys: readonly string[]): void => assert.deepEqual(keys, [...new Set(keys)].sort())
        rising(account.balances.map(({ asset }) => asset))
        rising(account.positions.map(({ instrument }) => instrument))
        assert.ok(account.balances.every((balance) => balance.atoms !== 0n))
        assert.ok(account.positions.every(({ size, entryValue }) => size !== 0n || entryValue !== 0n))
      }),
      { numRuns: 200 },
    ))
})

describe('putOrder and dropOrder', () => {
  test('insert by id, replace, and remove at nothing remaining', () => {
    const two = putOrder(putOrder(empty, order('b', 2n)), order('a', 1n))
    assert.deepEqual(two.orders, [order('a', 1n), order('b', 2n)])
    assert.deepEqual(putOrder(two, order('b', 9n)).orders, [order('a', 1n), order('b', 9n)])
    assert.deepEqual(putOrder(two, order('b', 0n)).orders, [order('a', 1n)])
    assert.deepEqual(putOrder(two, order('c', 0n)).orders, two.orders)
    assert.deepEqual(dropOrder(two, 'a').orders, [order('b', 2n)])
    assert.deepEqual(dropOrder(two, 'x').orders, two.orders)
  })
})

describe('lookups', () => {
  test('say zero or nothing where nothing is held', () => {
    assert.equal(balanceOf(empty, 'A'), 0n)
    assert.equal(sizeIn(empty, 'P'), 0n)
    assert.equal(positionIn(empty, 'P'), undefined)
  })
})
