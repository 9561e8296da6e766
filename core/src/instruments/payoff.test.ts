import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ratioOf, ticks } from '../units/index.ts'
import { defineAsset, defineDatedFuture, defineInversePerpetual, defineLinearPerpetual, defineSpot } from './define.ts'
import { fillValue, notional, positionValue } from './payoff.ts'

const terms = {
  id: 'X',
  base: defineAsset('BTC', 8),
  quote: defineAsset('USDC', 6),
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.00001'),
}
// a tenth of an atom per tick and lot
const linear = defineLinearPerpetual(terms)
const inverse = defineInversePerpetual({ ...terms, tickSize: ratioOf('0.5'), lotSize: ratioOf('10') })
const future = defineDatedFuture({ ...terms, expiry: 1 })
const spot = defineSpot(terms)

describe('positionValue', () => {
  const rows = [
    [linear, 15n, 7n, 11n, 10n], // 10.5 atoms
    [linear, -15n, 7n, -10n, -11n],
    [linear, 10n, 7n, 7n, 7n],
    [linear, 0n, 7n, 0n, 0n],
    [spot, 15n, 7n, 11n, 10n],
    [future, -15n, 7n, -10n, -11n],
    // 6 000 contracts of 10 USDC at 60 000 USDC are 1 BTC; a long owes it
    [inverse, 6_000n, 120_000n, -100_000_000n, -100_000_000n],
    [inverse, -6_000n, 120_000n, 100_000_000n, 100_000_000n],
    // 7 contracts at 3 ticks: 14e9/3 = 4 666 666 666.67
    [inverse, 7n, 3n, -4_666_666_666n, -4_666_666_667n],
    [inverse, -7n, 3n, 4_666_666_667n, 4_666_666_666n],
  ] as const
  for (const [instrument, size, price, up, down] of rows)
    test(`${instrument.kind}: ${size} lots at ${price} ticks are worth ${up} up, ${down} down`, () => {
      assert.equal(positionValue(instrument, lots(size), ticks(price), 'up'), up)
      assert.equal(positionValue(instrument, lots(size), ticks(price), 'down'), down)
    })
})

describe('notional', () => {
  const rows = [
    [linear, -15n, 7n, 11n, 10n],
    [inverse, 7n, 3n, 4_666_666_667n, 4_666_666_666n],
    [inverse, -7n, 3n, 4_666_666_667n, 4_666_666_666n],
    [linear, 0n, 7n, 0n, 0n],
  ] as const
  for (const [instrument, size, price, up, down] of rows)
    test(`${instrument.kind}: ${size} lots at ${price} ticks expose ${up} up, ${down} down`, () => {
      assert.equal(notional(instrument, lots(size), ticks(price), 'up'), up)
      assert.equal(notional(instrument, lots(size), ticks(price), 'down'), down)
    })
})

const anySize = fc.bigInt(-(10n ** 12n), 10n ** 12n).map(lots)
const anyPrice = fc.bigInt(1n, 10n ** 9n).map(ticks)
const anyInstrument = fc.constantFrom(linear, inverse, future, spot)

describe('fillValue', () => {
  test('rounds the magnitude down, with the sign of a value: a linear buyer receives it, an inverse buyer owes it', () => {
    assert.equal(fillValue(linear, lots(15n), ticks(7n)), 10n)
    assert.equal(fillValue(linear, lots(-15n), ticks(7n)), -10n)
    assert.equal(fillValue(inverse, lots(7n), ticks(3n)), -4_666_666_666n)
    assert.equal(fillValue(inverse, lots(-7n), ticks(3n)), 4_666_666_666n)
    assert.equal(fillValue(inverse, lots(0n), ticks(3n)), 0n)
    assert.equal(fillValue(linear, lots(1n), ticks(7n)), 0n)
  })
  test('is odd in size: the two sides of a fill book the same integer', () =>
    fc.assert(
      fc.property(anyInstrument, anySize, anyPrice, (instrument, size, price) =>
        assert.equal(fillValue(instrument, size, price) + fillValue(instrument, lots(-size), price), 0n),
      ),
    ))
  test('lies within one atom of the value, between its two roundings', () =>
    fc.assert(
      fc.property(anyInstrument, anySize, anyPrice, (instrument, size, price) => {
        const value = fillValue(instrument, size, price)
        assert.ok(positionValue(instrument, size, price, 'down') <= value)
        assert.ok(value <= positionValue(instrument, size, price, 'up'))
      }),
    ))
  test('every long gains as the price rises, whatever the kind', () =>
    fc.assert(
      fc.property(anyInstrument, anySize, anyPrice, fc.bigInt(0n, 10n ** 6n), (instrument, size, price, rise) => {
        const before = positionValue(instrument, size, price, 'down')
        const after = positionValue(instrument, size, ticks(price + rise), 'down')
        assert.ok(size >= 0n ? after >= before : after <= before)
      }),
    ))
})
