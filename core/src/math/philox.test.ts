import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Words4, philox } from './philox.ts'

/** The same ten rounds on bigint, where a product needs no splitting. */
const philoxTwin = (counter: readonly number[], key: readonly number[]): number[] => {
  const mask = 0xffffffffn
  let [a = 0n, b = 0n, c = 0n, d = 0n] = counter.map(BigInt)
  let [k0 = 0n, k1 = 0n] = key.map(BigInt)
  for (let round = 0; round < 10; round += 1) {
    const [p, q] = [0xd2511f53n * a, 0xcd9e8d57n * c]
    ;[a, b, c, d] = [(q >> 32n) ^ b ^ k0, q & mask, (p >> 32n) ^ d ^ k1, p & mask]
    k0 = (k0 + 0x9e3779b9n) & mask
    k1 = (k1 + 0xbb67ae85n) & mask
  }
  return [a, b, c, d].map(Number)
}

describe('philox', () => {
  // Random123's published known answers for philox4x32 with 10 rounds.
  const rows = [
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ] as const
  for (const [counter, key, expected] of rows)
    test(`known answer ${expected}`, () =>
      assert.equal(
        philox(counter, key)
          .map((word) => word.toString(16).padStart(8, '0'))
          .join(' '),
        expected,
      ))
  test('agrees with the bigint twin for every counter and key', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter: Words4, key) =>
        assert.deepEqual([...philox(counter, key)], philoxTwin(counter, key)),
      ),
    )
  })
})
