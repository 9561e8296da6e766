import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ticks, type Lots } from '../../units/index.ts'
import { fillValue, positionValue, type Instrument } from '../../instruments/index.ts'
import { inverse, linear, round } from '../fixtures.ts'
import { fundCapacity, largestHolding, takeoverLoss } from './index.ts'

describe('largestHolding', () => {
  test('it is the threshold of a monotone predicate, and nothing or all at its ends', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        (quantity, limit) => {
          const found = largestHolding(lots(quantity), (size) => size <= limit)
          assert.equal(found, quantity < limit ? quantity : limit)
        },
      ),
    )
  })
  test('it asks at most once per bit and once for the whole', () => {
    let asked = 0
    const holds = (size: Lots): boolean => {
      asked += 1
      return size <= 123_456n
    }
    assert.equal(largestHolding(lots(2n ** 20n), holds), 123_456n)
    assert.ok(asked <= 21, `asked ${asked} times`)
  })
})

describe('fundCapacity', () => {
  const capacity = (equity: bigint, quantity: bigint, numerator: bigint, denominator = 1n): Lots =>
    fundCapacity({ equity: atoms(equity), quantity: lots(quantity), lossPerLot: { numerator, denominator } })
  // One atom is kept for rounding.
  const rows = [
    [101n, 50n, 10n, 1n, 10n],
    [100n, 50n, 10n, 1n, 9n],
    [101n, 7n, 10n, 1n, 7n],
    [101n, 50n, 3n, 2n, 50n], // 75 lost
    [4n, 50n, 3n, 2n, 2n], // 3 lots would lose 4.5
    [1n, 50n, 0n, 1n, 50n],
    [1n, 50n, -5n, 1n, 50n],
    [0n, 50n, -5n, 1n, 0n],
    [-9n, 50n, 1n, 1n, 0n],
  ] as const
  for (const [equity, quantity, numerator, denominator, expected] of rows)
    test(`equity ${equity} against ${quantity} lots at a loss of ${numerator}/${denominator} takes ${expected}`, () =>
      assert.equal(capacity(equity, quantity, numerator, denominator), expected))

  test('what it takes never makes the fund negative, and two atoms of room more than one further lot would', () => {
    const instrument = fc.constantFrom<Instrument>(linear, inverse, round)
    const price = fc.bigInt({ min: 1n, max: 10n ** 5n }).map((value) => ticks(value))
    const equity = fc.bigInt({ min: 0n, max: 10n ** 8n })
    const side = fc.constantFrom<'long' | 'short'>('long', 'short')
    const held = fc.bigInt({ min: -500n, max: 500n })
    fc.assert(
      fc.property(instrument, price, price, equity, side, held, (of, at, mark, own, way, before) => {
        const lossPerLot = takeoverLoss({ instrument: of, side: way, price: at, mark })
        const quantity = lots(1000n)
        const taken = fundCapacity({ equity: atoms(own), quantity, lossPerLot })
        const loss = (size: bigint): bigint => {
          const signed = way === 'long' ? size : -size
          const value = (position: bigint): bigint => positionValue(of, lots(position), mark, 'down')
          const booked = size === 0n ? 0n : fillValue(of, lots(signed), at)
          return booked - (value(before + signed) - value(before))
        }
        assert.ok(taken >= 0n && taken <= quantity)
        assert.ok(taken === 0n || own - loss(taken) >= 0n)
        if (taken < quantity && own > 0n) assert.ok(own - loss(taken + 1n) < 3n)
      }),
      { numRuns: 300 },
    )
  })
})
