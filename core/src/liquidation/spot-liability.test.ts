import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import {
  assetForLiability,
  liabilityForAsset,
  liabilityToCover,
  spotInsuranceFee,
  swapBound,
} from './spot-liability.ts'

const ONE = 1_000_000n
const dollar = { decimals: 6, price: ONE, multiplier: ONE }
/** At 50 quote units, 8 decimals. */
const coin = { decimals: 8, price: 50n * ONE, multiplier: ONE }

describe('liabilityToCover', () => {
  const base = {
    shortage: 10n * ONE,
    assetWeight: 9_000n,
    assetMultiplier: ONE,
    liabilityWeight: 11_000n,
    liability: coin,
    insuranceFee: 0n,
  }
  // a coin moved at 50 frees 50 · (1.1 - 0.9) = 10
  test('one coin frees 10', () => assert.equal(liabilityToCover(base), 100_000_000n))
  // less 50 · 1 % · 1.1 = 0.55: 10 / 9.45
  test('the insurance fee is taken off what a coin frees', () =>
    assert.equal(liabilityToCover({ ...base, insuranceFee: 10_000n }), 105_820_105n))
  // 0.9 · 1.1 / 1 = 0.99 of the asset is gone for each debt: 50 · 0.11 = 5.5
  test('a premium on the asset eats margin', () =>
    assert.equal(liabilityToCover({ ...base, assetMultiplier: 1_100_000n }), 181_818_181n))
  test('few decimals divide last, and one atom is the least', () => {
    assert.equal(liabilityToCover({ ...base, liability: { ...coin, decimals: 2 } }), 100n)
    assert.equal(liabilityToCover({ ...base, shortage: 1n, liability: { ...coin, decimals: 2 } }), 1n)
  })
  test('nothing helps where the asset weighs as much, or the fee takes it all', () => {
    assert.equal(liabilityToCover({ ...base, assetWeight: 11_000n }), null)
    assert.equal(liabilityToCover({ ...base, assetWeight: 10_000n, assetMultiplier: 1_100_000n }), null)
    assert.equal(liabilityToCover({ ...base, insuranceFee: 181_819n }), null)
  })
})

test('liabilityForAsset rounds up, with the decimals of either side', () => {
  assert.equal(liabilityForAsset(100n * ONE, dollar, coin), 200_000_000n) // 100 / 50
  assert.equal(liabilityForAsset(ONE + 1n, { ...dollar, multiplier: 1_010_000n }, coin), 1_980_200n) // 1.000001 / 50.5 = 0.0198019999…
  assert.equal(liabilityForAsset(1n, coin, dollar), 1n) // half an atom
  assert.equal(liabilityForAsset(3n, coin, dollar), 2n) // one and a half
})

describe('assetForLiability', () => {
  const transfer = (coins: bigint) => ({ ...coin, transfer: coins })
  test('rounds down, at least one atom', () => {
    assert.equal(assetForLiability(500n * ONE, dollar, transfer(100_000_000n)), 50n * ONE)
    assert.equal(assetForLiability(500n * ONE, dollar, transfer(1n)), 1n) // half an atom
  })
  test('what would leave less than one quote unit takes all, more does not', () => {
    assert.equal(assetForLiability(51n * ONE - 1n, dollar, transfer(100_000_000n)), 51n * ONE - 1n)
    assert.equal(assetForLiability(51n * ONE, dollar, transfer(100_000_000n)), 50n * ONE)
    assert.equal(assetForLiability(49n * ONE + 1n, dollar, transfer(100_000_000n)), 49n * ONE + 1n)
  })
})

describe('swapBound', () => {
  const asset = { price: 50n * ONE, multiplier: 1_010_000n }
  const debt = { price: ONE, multiplier: ONE }
  // 50 / 1.01 = 49.504950495
  test('a swap at the bound is accepted, a millionth below it is not', () => {
    const at = swapBound({ assetTransfer: ONE, liabilityTransfer: 49_504_950n }, asset, debt)
    assert.deepEqual(at, { worst: 49_504_950n, accepted: true })
    assert.equal(swapBound({ assetTransfer: ONE, liabilityTransfer: 49_504_949n }, asset, debt).accepted, false)
  })
})

describe('spotInsuranceFee', () => {
  const base = {
    shortage: 0n,
    owed: 100_000_000n,
    liability: coin,
    assetWeight: 9_000n,
    assetMultiplier: ONE,
    liabilityWeight: 12_000n,
    most: ONE,
  }
  // (1.2 - 0.9) / 1.2
  test('without a shortage it is all that is freed', () => assert.equal(spotInsuranceFee(base), 250_000n))
  // 6 of 50 are missing: (0.3 - 0.12) / 1.2
  test('a shortage leaves less, then nothing', () => {
    assert.equal(spotInsuranceFee({ ...base, shortage: 6n * ONE }), 150_000n)
    assert.equal(spotInsuranceFee({ ...base, shortage: 15n * ONE }), 0n)
    assert.equal(spotInsuranceFee({ ...base, shortage: 1_000n * ONE }), 0n)
  })
  test('never above the most, nothing without a debt, a price or a gap between the weights', () => {
    assert.equal(spotInsuranceFee({ ...base, most: 50_000n }), 50_000n)
    assert.equal(spotInsuranceFee({ ...base, owed: 0n }), 0n)
    assert.equal(spotInsuranceFee({ ...base, liability: { ...coin, price: 0n } }), 0n)
    assert.equal(spotInsuranceFee({ ...base, assetWeight: 12_000n }), 0n)
  })
})
