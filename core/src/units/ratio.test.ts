import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addAmounts, AssetMismatchError } from './amount.ts'
import { DecimalError } from './decimal.ts'
import { atoms, RATIO_ONE, ratio } from './exact.ts'
import { applyRatio, formatRatio, ratioOf, shareOf } from './ratio.ts'

describe('ratioOf and formatRatio', () => {
  test('scale by 1e18, both ways', () => {
    assert.equal(ratioOf('0.0125'), 12_500_000_000_000_000n)
    assert.equal(ratioOf('1'), RATIO_ONE)
    assert.equal(formatRatio(ratio(1n)), '0.000000000000000001')
    assert.equal(formatRatio(ratioOf('-2.50')), '-2.5')
    assert.throws(() => ratioOf('0.0000000000000000001'), DecimalError)
  })
})

describe('applyRatio', () => {
  const rows = [
    ['1000', '0.0125', 13n, 12n], // 12.5
    ['-1000', '0.0125', -12n, -13n],
    ['1000', '-0.0125', -12n, -13n],
    ['1000', '1', 1_000n, 1_000n],
    ['1000', '0', 0n, 0n],
    ['1', '0.000000000000000001', 1n, 0n],
  ] as const
  for (const [amount, share, up, down] of rows)
    test(`${amount} × ${share} is ${up} up and ${down} down`, () => {
      assert.equal(applyRatio(atoms(BigInt(amount)), ratioOf(share), 'up'), up)
      assert.equal(applyRatio(atoms(BigInt(amount)), ratioOf(share), 'down'), down)
    })
})

describe('shareOf', () => {
  test('divides once with the stated rounding and refuses a zero whole', () => {
    assert.equal(shareOf(1n, 3n, 'down'), 333_333_333_333_333_333n)
    assert.equal(shareOf(1n, 3n, 'up'), 333_333_333_333_333_334n)
    assert.equal(shareOf(-1n, 3n, 'down'), -333_333_333_333_333_334n)
    assert.equal(shareOf(5n, 5n, 'up'), RATIO_ONE)
    assert.throws(() => shareOf(1n, 0n, 'up'), RangeError)
  })
  test('a share rounded down never gives back more than the part', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 24n), fc.bigInt(1n, 10n ** 24n), (part, whole) =>
        assert.ok(applyRatio(atoms(whole), shareOf(part, whole, 'down'), 'down') <= part),
      ),
    ))
})

describe('addAmounts', () => {
  test('adds one asset and refuses two', () => {
    const usdc = { asset: 'USDC', atoms: atoms(5n) }
    assert.deepEqual(addAmounts(usdc, { asset: 'USDC', atoms: atoms(-7n) }), { asset: 'USDC', atoms: -2n })
    assert.throws(() => addAmounts(usdc, { asset: 'BTC', atoms: atoms(1n) }), AssetMismatchError)
  })
})
