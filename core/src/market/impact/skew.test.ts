import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ratioOf, ticks } from '../../units/index.ts'
import { defineAsset, defineInversePerpetual, defineLinearPerpetual } from '../../instruments/index.ts'
import { ImpactError, skewFillValue } from './index.ts'

const [usd, btc] = [defineAsset('USD', 2), defineAsset('BTC', 8)]
const shape = { base: btc, quote: usd, tickSize: ratioOf('1'), lotSize: ratioOf('1') }
const linear = defineLinearPerpetual({ id: 'BTC-PERP', ...shape })
const trade = (size: bigint, skew: bigint) => ({
  size: lots(size),
  price: ticks(100n),
  skew: lots(skew),
  scale: lots(1_000n),
})

describe('skewFillValue', () => {
  // 100 · (1 + (skew + size / 2) / 1 000), in cents
  const rows = [
    [20n, 0n, 202_000n],
    [-20n, 0n, -198_000n],
    [20n, 100n, 222_000n],
    [-20n, 10n, -200_000n],
    [20n, -10n, 200_000n],
  ] as const
  for (const [size, skew, value] of rows)
    test(`${size} on a skew of ${skew}: ${value}`, () => assert.equal(skewFillValue(linear, trade(size, skew)), value))
  test('rounds up, so that a short is paid less', () => {
    const coarse = { ...trade(1n, 0n), price: ticks(1n) }
    assert.equal(skewFillValue(linear, coarse), 101n)
    assert.equal(skewFillValue(linear, { ...coarse, size: lots(-1n) }), -99n)
  })
  test('there and back costs nothing but rounding', () =>
    assert.equal(skewFillValue(linear, trade(20n, 0n)) + skewFillValue(linear, trade(-20n, 20n)), 0n))
  test('a scale of nothing and an inverse contract are refused', () => {
    assert.throws(() => skewFillValue(linear, { ...trade(1n, 0n), scale: lots(0n) }), ImpactError)
    assert.throws(() => skewFillValue(defineInversePerpetual({ id: 'I', ...shape }), trade(1n, 0n)), ImpactError)
  })
})
