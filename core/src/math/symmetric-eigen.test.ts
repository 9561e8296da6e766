import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { symmetricEigen } from './symmetric-eigen.ts'

describe('symmetricEigen', () => {
  // characteristic polynomial (2 − λ)² − 1
  test('2 and 1 beside each other: 3 and 1, along the diagonals', () => {
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ])
    assert.ok(Math.abs((values[0] ?? NaN) - 3) < 1e-15 && Math.abs((values[1] ?? NaN) - 1) < 1e-15)
    assert.ok(Math.abs((vectors[0]?.[0] ?? NaN) - Math.SQRT1_2) < 1e-15)
  })
  test('a diagonal matrix keeps its diagonal, sorted', () =>
    assert.deepEqual(
      symmetricEigen([
        [1, 0, 0],
        [0, 7, 0],
        [0, 0, -2],
      ]).values,
      [7, 1, -2],
    ))
  test('A·v = λ·v, the vectors are orthonormal, and the values sum to the trace', () => {
    const part = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(fc.array(part, { minLength: 36, maxLength: 36 }), (parts) => {
        const at = (i: number, j: number): number => parts[6 * Math.min(i, j) + Math.max(i, j)] ?? NaN
        const six = [0, 1, 2, 3, 4, 5]
        const { values, vectors } = symmetricEigen(six.map((i) => six.map((j) => at(i, j))))
        for (const [index, v] of vectors.entries())
          for (const i of six) {
            const image = six.reduce((sum, j) => sum + at(i, j) * (v[j] ?? NaN), 0)
            assert.ok(Math.abs(image - (values[index] ?? NaN) * (v[i] ?? NaN)) < 1e-11)
            const inner = six.reduce((sum, j) => sum + (v[j] ?? NaN) * (vectors[i]?.[j] ?? NaN), 0)
            assert.ok(Math.abs(inner - (i === index ? 1 : 0)) < 1e-12)
          }
        const trace = six.reduce((sum, i) => sum + at(i, i), 0)
        assert.ok(Math.abs(values.reduce((sum, value) => sum + value, 0) - trace) < 1e-11)
      }),
      { numRuns: 40 },
    )
  })
})
