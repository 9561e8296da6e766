import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ratio, ratioOf, ticks } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import { closedMarket, dated, inverse, linear, position, round, spot, tableOf, trader } from './fixtures.ts'
import {
  balanced,
  expiryMovement,
  fundingMovement,
  socialise,
  socialisedMovement,
  SettlementError,
  type Movement,
} from './index.ts'

const cashOf = (movement: Movement, account: string): bigint =>
  movement.changes
    .filter((change) => change.account === account)
    .flatMap((change) => change.cash)
    .reduce((sum, cash) => sum + cash.atoms, 0n)

const holders = (instrument: Instrument, sizes: readonly bigint[], entry = 0n): readonly Account[] =>
  closedMarket(sizes).map((size, at) => trader(`holder-${at}`, position(instrument, size, entry)))

const sizes = fc.array(fc.bigInt({ min: -500n, max: 500n }), { minLength: 1, maxLength: 8 })
const price = fc.bigInt({ min: 1n, max: 10n ** 6n }).map((value) => ticks(value))

describe('fundingMovement', () => {
  const fund = (instrument: Instrument, rate: string, accounts: readonly Account[]): Movement =>
    fundingMovement({ instrument, rate: ratioOf(rate), price: ticks(1000n), accounts, roundingAccount: 'fund' })

  // 5 lots · 1000 ticks · 10 cents = 50 000; 0.1 % is 50.
  test('longs pay shorts when the rate is positive', () => {
    const movement = fund(round, '0.001', holders(round, [5n]))
    assert.deepEqual([cashOf(movement, 'holder-0'), cashOf(movement, 'holder-1')], [-50n, 50n])
    assert.equal(movement.changes.length, 2)
  })
  test('shorts pay longs when it is negative', () =>
    assert.equal(cashOf(fund(round, '-0.001', holders(round, [5n])), 'holder-0'), 50n))
  // 1 lot · 1000 ticks · 0.01 cent = 10; 0.05 % is 0.005: the long pays 1, the short gets 0.
  test('a payment below one atom is rounded against its account and the atom goes to the fund', () => {
    const movement = fund(linear, '0.0005', holders(linear, [1n]))
    assert.deepEqual(
      ['holder-0', 'holder-1', 'fund'].map((id) => cashOf(movement, id)),
      [-1n, 0n, 1n],
    )
  })
  // Face 100 at 100.0: 1 BTC a lot; 0.1 % of 3 BTC.
  test('inverse contracts pay in coin, longs first', () =>
    assert.equal(cashOf(fund(inverse, '0.001', holders(inverse, [3n])), 'holder-0'), -300_000n))
  test('nobody without a position is touched, and rate zero moves nothing', () => {
    assert.equal(fund(round, '0', holders(round, [5n])).changes.length, 0)
    const movement = fund(round, '0.001', [...holders(round, [5n]), trader('onlooker')])
    assert.ok(movement.changes.every((change) => change.account !== 'onlooker'))
  })
  test('spot, dated futures and one-sided markets are refused', () => {
    assert.throws(() => fund(spot, '0.001', []), SettlementError)
    assert.throws(() => fund(dated, '0.001', []), SettlementError)
    assert.throws(() => fund(round, '0.001', [trader('long', position(round, 5n, 0n))]), /sum to 5 lots/)
  })
  test('it balances, and the dust is below one atom a holder and never negative', () => {
    const rate = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })
    const instrument = fc.constantFrom<Instrument>(linear, inverse, round)
    fc.assert(
      fc.property(sizes, rate, price, instrument, (some, share, at, of) => {
        const accounts = holders(of, some)
        const movement = fundingMovement({
          instrument: of,
          rate: ratio(share),
          price: at,
          accounts,
          roundingAccount: 'fund',
        })
        assert.ok(balanced(movement, tableOf(of)).ok)
        const dust = cashOf(movement, 'fund')
        assert.ok(dust >= 0n && (dust === 0n || dust < BigInt(accounts.length)), `dust ${dust}`)
      }),
    )
  })
})

describe('expiryMovement', () => {
  // Long 5 from 900 settles at 1000: 500 ticks · 10 cents.
  test('profit becomes cash and every position is gone', () => {
    const accounts = [trader('long', position(round, 5n, 45_000n)), trader('short', position(round, -5n, -45_000n))]
    const movement = expiryMovement({ instrument: round, price: ticks(1000n), accounts, roundingAccount: 'fund' })
    assert.deepEqual([cashOf(movement, 'long'), cashOf(movement, 'short')], [5_000n, -5_000n])
    for (const [at, account] of accounts.entries()) {
      const change = movement.changes[at]
      assert.ok(change)
      assert.deepEqual(changeAccount(account, change).positions, [])
    }
  })
  test('it balances with entry values, dust is below one atom a holder and never negative', () => {
    const instrument = fc.constantFrom<Instrument>(linear, inverse, dated)
    const entry = fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n })
    fc.assert(
      fc.property(sizes, price, instrument, entry, (some, at, of, value) => {
        // Entry values sum to zero in a market, as sizes do: the last holder took the other side of all others.
        const open = holders(of, some, value)
        const others = BigInt(open.length - 1)
        const accounts = open.map((account, index) =>
          BigInt(index) === others
            ? {
                ...account,
                positions: account.positions.map((held) => ({ ...held, entryValue: atoms(-others * value) })),
              }
            : account,
        )
        const movement = expiryMovement({ instrument: of, price: at, accounts, roundingAccount: 'fund' })
        assert.ok(balanced(movement, tableOf(of)).ok)
        const dust = cashOf(movement, 'fund')
        assert.ok(dust >= 0n && (dust === 0n || dust < BigInt(accounts.length)), `dust ${dust}`)
      }),
    )
  })
})

describe('socialise', () => {
  const bearers = (...capacities: readonly bigint[]) =>
    capacities.map((capacity, at) => ({ account: `bearer-${at}`, capacity: atoms(capacity) }))
  const split = (deficit: bigint, ...capacities: readonly bigint[]): readonly bigint[] => {
    const shares = socialise(atoms(deficit), bearers(...capacities))
    return capacities.map((_, at) => shares.find((share) => share.account === `bearer-${at}`)?.atoms ?? 0n)
  }
  const rows = [
    [10n, [100n, 300n, 600n], [1n, 3n, 6n]],
    [10n, [1n, 1n, 1n], [1n, 1n, 1n]], // 7 stay unmet
    [1n, [1n, 1n, 1n], [1n, 0n, 0n]], // a tie goes to the first id
    [2n, [5n, 3n, 3n], [1n, 1n, 0n]], // 10/11, 6/11, 6/11
    [5n, [7n, 0n, 1n], [4n, 0n, 1n]], // 4.375 and 0.625
    [0n, [7n, 5n], [0n, 0n]],
    [9n, [], []],
  ] as const
  for (const [deficit, capacities, shares] of rows)
    test(`${deficit} over capacities ${capacities.join(', ')} is ${shares.join(', ')}`, () =>
      assert.deepEqual(split(deficit, ...capacities), shares))

  test('it sums, caps, stays within one atom of the exact share and ignores order', () => {
    const capacity = fc.bigInt({ min: 0n, max: 10n ** 12n })
    fc.assert(
      fc.property(fc.array(capacity, { maxLength: 12 }), fc.bigInt({ min: 0n, max: 10n ** 13n }), (all, deficit) => {
        const list = bearers(...all)
        const shares = socialise(atoms(deficit), list)
        const total = all.reduce((sum, one) => sum + one, 0n)
        const paid = deficit < total ? deficit : total
        assert.equal(
          shares.reduce((sum, share) => sum + share.atoms, 0n),
          paid,
        )
        for (const { account, capacity: own } of list) {
          const share = shares.find((one) => one.account === account)?.atoms ?? 0n
          assert.ok(share <= own)
          const distance = share * total - paid * own
          assert.ok((distance < 0n ? -distance : distance) < total || total === 0n)
        }
        const byId = (one: { readonly account: string }, other: { readonly account: string }): number =>
          one.account < other.account ? -1 : 1
        assert.deepEqual(socialise(atoms(deficit), list.toReversed()).toSorted(byId), shares.toSorted(byId))
      }),
    )
  })
  test('the shares become one balanced movement; none, nothing and one’s own are refused', () => {
    const shares = socialise(atoms(10n), bearers(100n, 300n))
    const movement = socialisedMovement({ account: 'defaulter', asset: 'USD', shares })
    assert.ok(balanced(movement, tableOf()).ok)
    assert.equal(cashOf(movement, 'defaulter'), 10n)
    const refuse =
      (some: readonly { readonly account: string; readonly atoms: ReturnType<typeof atoms> }[]) => (): Movement =>
        socialisedMovement({ account: 'defaulter', asset: 'USD', shares: some })
    assert.throws(refuse([]), SettlementError)
    assert.throws(refuse([{ account: 'bearer-0', atoms: atoms(0n) }]), SettlementError)
    assert.throws(refuse([{ account: 'defaulter', atoms: atoms(1n) }]), SettlementError)
  })
})

test('lots of a fixture market sum to zero', () => {
  assert.deepEqual(closedMarket([3n, -1n]), [lots(3n), lots(-1n), lots(-2n)])
})
