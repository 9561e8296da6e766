import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillThreefry } from './threefry.ts'

// Random123's tests/kat_vectors, `threefry2x32 13`: counter, key, result
const rows = [
  [0, 0, 0, 0, 0x9d1c5ec6, 0x8bd50731],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xfd36d048, 0x2d17272c],
  [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xba3e4725, 0xf27d669e],
] as const

describe('fillThreefry', () => {
  for (const [counter0, counter1, key0, key1, wanted0, wanted1] of rows)
    test(`the known answer for counter ${counter0.toString(16)}`, () => {
      const out = new Int32Array(2)
      fillThreefry(counter0 | 0, counter1 | 0, key0 | 0, key1 | 0, out, 1)
      assert.deepEqual([...out], [wanted0 | 0, wanted1 | 0])
    })

  test('a block depends on its own counter alone', () => {
    const many = new Int32Array(20)
    const one = new Int32Array(2)
    fillThreefry(-3, 7, 1, 2, many, 10)
    for (let i = 0; i < 10; i += 1) {
      fillThreefry(i - 3, 7, 1, 2, one, 1)
      assert.deepEqual([...one], [...many.subarray(2 * i, 2 * i + 2)])
    }
  })
})
