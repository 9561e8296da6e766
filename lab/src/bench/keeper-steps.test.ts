import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atoms, ratioOf, ticks } from '@ebbline/core'
import { keeperSteps, KeeperCaseError, type KeeperCase } from './index.ts'

const MILLION = 1_000_000n
const BASE = 1_000_000_000n

/** Two at 100 on 7 of collateral, a twentieth as maintenance, no buffer, no fees: 3 are missing, 5 a unit are freed. */
const terms: KeeperCase = {
  collateral: atoms(7n * MILLION),
  size: 2n * BASE,
  quoteEntry: atoms(-200n * MILLION),
  openBids: 0n,
  orderMargin: atoms(10_000n),
  price: ticks(100n * MILLION),
  stepSize: BASE / 10n,
  maintenanceRate: ratioOf('0.05'),
  buffer: '0',
  keeperFee: '0',
  insuranceMost: '0',
  initial: '1',
  durationSlots: 10,
  steps: [{ slot: 0, most: 10n * BASE }],
}
const last = (changes: Partial<KeeperCase>) => keeperSteps({ ...terms, ...changes }).at(-1)

describe('keeperSteps', () => {
  test('hands over what covers the shortage and lets the account go', () => {
    // 3 / 5 = 0.6
    const after = last({})
    assert.deepEqual([after?.size, after?.quote, after?.liquidating], [14n * (BASE / 10n), -140n * MILLION, false])
  })
  test('no more than the keeper takes, rounded up to a step; the rest stays missing', () => {
    const after = last({ steps: [{ slot: 0, most: BASE / 4n }] })
    assert.deepEqual([after?.size, after?.freed, after?.liquidating], [17n * (BASE / 10n), 1_500_000n, true])
  })
  test('orders go first, and may be all that was wrong', () => {
    // with a bid for one more 15.01 are required of 11; without it 10
    const after = last({ collateral: atoms(11n * MILLION), openBids: BASE })
    assert.deepEqual([after?.size, after?.freed, after?.liquidating], [2n * BASE, 0n, false])
  })
  test('a healthy account is left alone', () => {
    const after = last({ collateral: atoms(10n * MILLION) })
    assert.deepEqual([after?.size, after?.liquidating], [2n * BASE, false])
  })
  test('a short is bought back', () => {
    const after = last({ size: -2n * BASE, quoteEntry: atoms(200n * MILLION) })
    assert.deepEqual([after?.size, after?.quote], [-14n * (BASE / 10n), 140n * MILLION])
  })
  test('an account that cannot be restored is flat and still under liquidation', () => {
    // 50 a unit are lost at 50: 93 are missing before any requirement
    const after = last({ price: ticks(50n * MILLION) })
    assert.deepEqual([after?.size, after?.quote, after?.liquidating], [0n, -100n * MILLION, true])
  })
  test('a flat account that a rounded slice left short of nothing leaves at the next call', () => {
    // 1.96156 - 0.012 · 163.463403 = -0.000000836: (0.0983 · 1.961560836 + 0.000000836) / (0.0983 · 163.463403) = 0.01200005, one step more than is held
    const short: Partial<KeeperCase> = {
      collateral: atoms(0n),
      size: -12_000_000n,
      quoteEntry: atoms(1_961_560n),
      price: ticks(163_463_403n),
      stepSize: 1_000_000n,
      maintenanceRate: ratioOf('0.0953'),
      buffer: '0.003',
    }
    const steps = [0, 80, 160].map((slot) => ({ slot, most: BASE }))
    const after = keeperSteps({ ...terms, ...short, steps })
    assert.deepEqual(
      after.map(({ size, liquidating }) => [size, liquidating]),
      [
        [0n, true],
        [0n, false],
        [0n, false],
      ],
    )
  })
  test('sizes that are no whole steps are refused', () => {
    assert.throws(() => keeperSteps({ ...terms, size: BASE / 3n }), KeeperCaseError)
    assert.throws(() => keeperSteps({ ...terms, openBids: 1n }), KeeperCaseError)
  })
})
