import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ratio, ratioOf } from '../units/index.ts'
import { balanced } from './balance.ts'
import { SettlementError } from './settlement-error.ts'
import { depositIndexDelta } from './socialise-deposits.ts'
import {
  fundedLossMovement,
  fundingRateDelta,
  holderCost,
  lossPerBaseUnit,
  sharesByOpenInterest,
} from './socialise-funding.ts'

describe('lossPerBaseUnit', () => {
  test('is rounded up to the atom', () => {
    assert.equal(lossPerBaseUnit(atoms(100n), 8n, 1n), 13n) // 12.5
    assert.equal(lossPerBaseUnit(atoms(-100n), 8n, 1n), 13n) // a loss by either sign
    assert.equal(lossPerBaseUnit(atoms(96n), 8n, 1n), 12n)
    assert.equal(lossPerBaseUnit(atoms(1n), 8n, 1_000n), 125n)
  })
  test('is nothing without open interest', () => assert.equal(lossPerBaseUnit(atoms(1n), 0n, 1n), null))
})

test('holderCost is rounded up, whichever side is held', () => {
  assert.equal(holderCost(atoms(13n), 5n, 10n), 7n) // 6.5
  assert.equal(holderCost(atoms(13n), -5n, 10n), 7n)
})

test('fundingRateDelta: 12.5 a unit is 12.5e9', () =>
  assert.equal(fundingRateDelta(atoms(12_500_000n)), 12_500_000_000n))

describe('sharesByOpenInterest', () => {
  const holders = [
    { account: 'long', size: lots(30n) },
    { account: 'short', size: lots(-40n) },
    { account: 'other', size: lots(10n) },
  ]
  test('both sides pay by size', () => {
    // 80 lots of 0.1 = 8 units; 16 / 8 = 2 a unit
    assert.deepEqual(sharesByOpenInterest(atoms(16n), ratioOf('0.1'), holders), [
      { account: 'long', atoms: 6n },
      { account: 'short', atoms: 8n },
      { account: 'other', atoms: 2n },
    ])
  })
  test('nobody pays where nobody holds', () =>
    assert.deepEqual(sharesByOpenInterest(atoms(16n), ratioOf('0.1'), []), []))
  test('shares reach the loss, exceed it by little, and pay out balanced', () =>
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 12n),
        fc.bigInt(1n, 10n ** 18n),
        fc.array(fc.bigInt(-(10n ** 9n), 10n ** 9n), { minLength: 1, maxLength: 6 }),
        (loss, lotSize, sizes) => {
          fc.pre(sizes.some((size) => size !== 0n))
          const held = sizes.map((size, at) => ({ account: `holder ${at}`, size: lots(size) }))
          const shares = sharesByOpenInterest(atoms(loss), ratio(lotSize), held)
          const rest = shares.reduce((sum, share) => sum + share.atoms, 0n) - loss
          const units = sizes.reduce((sum, size) => sum + (size < 0n ? -size : size), 0n) * lotSize
          assert.ok(rest >= 0n && rest <= units / 10n ** 18n + 1n + BigInt(sizes.length))
          const movement = fundedLossMovement({
            account: 'bankrupt',
            asset: 'USDC',
            loss: atoms(loss),
            shares,
            roundingAccount: 'fund',
          })
          assert.equal(balanced(movement, new Map()).ok, true)
        },
      ),
    ))
})

describe('fundedLossMovement', () => {
  const base = { account: 'bankrupt', asset: 'USDC', loss: atoms(10n), roundingAccount: 'fund' }
  test('is refused when shares do not reach the loss, and when the account would pay itself', () => {
    assert.throws(
      () => fundedLossMovement({ ...base, shares: [{ account: 'long', atoms: atoms(9n) }] }),
      SettlementError,
    )
    assert.throws(
      () => fundedLossMovement({ ...base, shares: [{ account: 'bankrupt', atoms: atoms(10n) }] }),
      SettlementError,
    )
  })
  test('what rounding collects goes to the rounding account', () => {
    const { changes } = fundedLossMovement({ ...base, shares: [{ account: 'long', atoms: atoms(12n) }] })
    assert.deepEqual(
      changes.map(({ account, cash }) => `${account} ${cash[0]?.atoms}`),
      ['long -12', 'bankrupt 10', 'fund 2'],
    )
  })
})

describe('depositIndexDelta', () => {
  const rows = [
    [11n, 120n, 10n ** 10n, 916_666_667n], // 0.091666...
    [10n, 100n, 50n, 5n],
    [0n, 100n, 50n, 0n],
    [5n, 0n, 50n, 0n],
    [200n, 100n, 50n, 100n],
  ] as const
  for (const [borrow, totalDeposits, index, delta] of rows)
    test(`${borrow} of ${totalDeposits} at ${index}: ${delta}`, () =>
      assert.equal(depositIndexDelta({ borrow, totalDeposits, index }), delta))
})
