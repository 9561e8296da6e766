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
  test('it asks at most once per bit, once for the whole and once for one lot', () => {
    let asked = 0
    const holds = (size: Lots): boolean => {
      asked += 1
      return size <= 123_456n
    }
    assert.equal(largestHolding(lots(2n ** 20n), holds), 123_456n)
    assert.ok(asked <= 22, `asked ${asked} times`)
  })
  test('it asks twice where not even one lot holds', () => {
    const asked: Lots[] = []
    const holds = (size: Lots): boolean => asked.push(size) < 0
    assert.equal(largestHolding(lots(2n ** 20n), holds), 0n)
    assert.deepEqual(asked, [2n ** 20n, 1n])
  })
})
