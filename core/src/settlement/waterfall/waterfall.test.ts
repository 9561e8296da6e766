import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, type Lots } from '../../units/index.ts'
import { largestHolding } from './index.ts'

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
