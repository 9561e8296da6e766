import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio, ratioOf } from '../units/index.ts'
import {
  defineAsset,
  defineDatedFuture,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineSpot,
  SpecificationError,
} from './define.ts'

const [BTC, USDC, YEN] = [defineAsset('BTC', 8), defineAsset('USDC', 6), defineAsset('YEN', 0)]
const terms = (tickSize: string, lotSize: string) => ({
  id: 'X',
  base: BTC,
  quote: USDC,
  tickSize: ratioOf(tickSize),
  lotSize: ratioOf(lotSize),
})

describe('defineAsset', () => {
  test('takes 0 to 18 decimals', () => {
    assert.equal(defineAsset('A', 0).decimals, 0)
    assert.equal(defineAsset('A', 18).decimals, 18)
  })
  for (const decimals of [-1, 19, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    test(`refuses ${decimals}`, () => assert.throws(() => defineAsset('A', decimals), SpecificationError))
})

describe('scales', () => {
  test('linear: atoms per tick and lot, in lowest terms', () => {
    // 0.1 USDC × 0.001 BTC = 0.0001 USDC = 100 atoms
    assert.deepEqual(defineLinearPerpetual(terms('0.1', '0.001')).scale, { numerator: 100n, denominator: 1n })
    // 0.01 × 0.00001 = 0.0000001 USDC = 1/10 atom
    assert.deepEqual(defineLinearPerpetual(terms('0.01', '0.00001')).scale, { numerator: 1n, denominator: 10n })
    assert.deepEqual(defineLinearPerpetual({ ...terms('3', '7'), quote: YEN }).scale, {
      numerator: 21n,
      denominator: 1n,
    })
  })
  test('inverse: settlement atoms × ticks per lot', () => {
    // 10 USDC face at a price of 1 tick = 0.5 USDC is 20 BTC = 2e9 atoms
    const inverse = defineInversePerpetual(terms('0.5', '10'))
    assert.deepEqual(inverse.scale, { numerator: 2_000_000_000n, denominator: 1n })
    assert.equal(inverse.settle, 'BTC')
    assert.deepEqual(defineInversePerpetual(terms('3', '1')).scale, { numerator: 100_000_000n, denominator: 3n })
  })
  test('spot: base atoms of a lot', () => {
    const spot = defineSpot(terms('0.01', '0.00001'))
    assert.equal(spot.lotAtoms, 1_000n)
    assert.equal(spot.settle, 'USDC')
  })
  test('a dated future scales like a perpetual and keeps its expiry', () => {
    const future = defineDatedFuture({ ...terms('0.1', '0.001'), expiry: 1_774_000_000_000 })
    assert.deepEqual([future.kind, future.scale.numerator, future.expiry], ['dated-future', 100n, 1_774_000_000_000])
  })
})

describe('refusals name instrument, field, value and remedy', () => {
  const rows: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['tick of 0', () => defineLinearPerpetual({ ...terms('1', '1'), tickSize: ratio(0n) }), /X: tickSize = 0 .*;/],
    ['negative tick', () => defineSpot({ ...terms('1', '1'), tickSize: ratio(-1n) }), /tickSize = -1/],
    ['lot of 0', () => defineInversePerpetual({ ...terms('1', '1'), lotSize: ratio(0n) }), /lotSize = 0/],
    ['half a base atom', () => defineSpot(terms('1', '0.000000005')), /whole number of base atoms/],
    ['expiry of 0', () => defineDatedFuture({ ...terms('1', '1'), expiry: 0 }), /expiry = 0/],
    ['expiry with a fraction', () => defineDatedFuture({ ...terms('1', '1'), expiry: 1.5 }), /expiry = 1.5/],
    ['expiry NaN', () => defineDatedFuture({ ...terms('1', '1'), expiry: Number.NaN }), /expiry = NaN/],
    ['lot of 0 in a future', () => defineDatedFuture({ ...terms('1', '1'), lotSize: ratio(0n), expiry: 1 }), /lotSize/],
  ]
  for (const [name, run, message] of rows)
    test(name, () => assert.throws(run, (error) => error instanceof SpecificationError && message.test(error.message)))
})
