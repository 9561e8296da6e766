import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { polynomialAt, polynomialProduct, polynomialRoots, polynomialSum } from './polynomial-roots.ts'

/** Π (x − root). */
const withRoots = (roots: readonly number[]): readonly number[] =>
  roots.reduce<readonly number[]>((product, root) => polynomialProduct(product, [-root, 1]), [1])

describe('polynomialRoots', () => {
  const rows = [
    ['a constant has none', [3], []],
    ['a line', [-6, 2], [3]],
    ['a root outside is left out', [-60, 2], []],
    ['x² − 2', [-2, 0, 1], [-Math.SQRT2, Math.SQRT2]],
    ['x² + 1 has none', [1, 0, 1], []],
    ['leading zeros do not count', [-6, 2, 0, 0], [3]],
    ['a touching root is met to the last bit', [4, -4, 1], [2]],
    ["Wilkinson's of degree ten", withRoots([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => n / 2)), 'halves'],
  ] as const
  for (const [name, coefficients, expected] of rows)
    test(name, () => {
      const wanted = expected === 'halves' ? [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5] : expected
      const found = polynomialRoots(coefficients, { lo: -10, hi: 10 })
      assert.equal(found.length, wanted.length, String(found))
      for (const [index, x] of found.entries()) assert.ok(Math.abs(x - (wanted[index] ?? NaN)) < 1e-8, String(found))
    })
  test('finds every one of some planted roots that lie apart', () => {
    const gaps = fc.array(fc.double({ min: 0.3, max: 2, noNaN: true }), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = -4
        const planted = steps.map((step) => (at += step))
        const found = polynomialRoots(withRoots(planted), { lo: -20, hi: 20 })
        assert.equal(found.length, planted.length)
        for (const [index, x] of found.entries()) assert.ok(Math.abs(x - (planted[index] ?? NaN)) < 1e-6)
      }),
    )
  })
})

describe('polynomialSum', () => {
  // 2·(1 + x) − 3·x² at 2: 6 − 12
  test('adds multiples of different degree', () => {
    assert.deepEqual(polynomialSum([2, [1, 1]], [-3, [0, 0, 1]]), [2, 2, -3])
    assert.equal(polynomialAt([2, 2, -3], 2), -6)
  })
})
