import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { firstReaching, highestPoint } from './concave-search.ts'

/** A concave function with its top at `top`, steeper on the right. */
const hill =
  (top: bigint, height: bigint, steep: bigint) =>
  (n: bigint): bigint =>
    n <= top ? height - (top - n) * steep : height - (n - top) * (steep + 1n)

describe('firstReaching', () => {
  test('finds what a scan finds, from any guess', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 400n),
        fc.bigInt(-20n, 200n),
        fc.bigInt(1n, 5n),
        fc.bigInt(-10n, 500n),
        fc.bigInt(1n, 400n),
        (top, height, steep, guess, to) => {
          const surplus = hill(top, height, steep)
          fc.pre(surplus(0n) < 0n)
          let scanned: bigint | null = null
          for (let n = 1n; n <= to && scanned === null; n += 1n) if (surplus(n) >= 0n) scanned = n
          assert.equal(firstReaching({ from: 0n, to, guess, surplus }), scanned)
        },
      ),
      { numRuns: 500 },
    )
  })
  test('a good guess saves evaluations', () => {
    const count = (guess: bigint): number => {
      const asked = new Set<bigint>()
      const surplus = (n: bigint): bigint => {
        asked.add(n)
        return n - 700_001n
      }
      assert.equal(firstReaching({ from: 0n, to: 1_000_000n, guess, surplus }), 700_001n)
      return asked.size
    }
    assert.ok(count(700_000n) <= 5)
    assert.ok(count(1n) > 20)
  })
})

describe('highestPoint', () => {
  test('finds the top, and the end of a rise', () => {
    for (const [top, to, expected] of [
      [37n, 100n, 37n],
      [0n, 100n, 0n],
      [200n, 100n, 100n],
      [3n, 5n, 3n],
    ] as const)
      assert.equal(highestPoint({ from: 0n, to, guess: 0n, surplus: hill(top, 10n, 2n) }), expected)
  })
})
