import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { approx, quantize, QuantizeError } from './doors.ts'

describe('quantize', () => {
  const rows = [
    [0, 0n, 0n],
    [-0, 0n, 0n],
    [0.1, 1n, 0n],
    [-0.1, 0n, -1n],
    [2.5, 3n, 2n],
    [-2.5, -2n, -3n],
    [7, 7n, 7n],
    [Number.MIN_VALUE, 1n, 0n],
    [2 ** 60, 1_152_921_504_606_846_976n, 1_152_921_504_606_846_976n],
    [-(2 ** 60), -1_152_921_504_606_846_976n, -1_152_921_504_606_846_976n],
  ] as const
  for (const [value, up, down] of rows)
    test(`${value} becomes ${up} up and ${down} down`, () => {
      assert.equal(quantize(value, 'up'), up)
      assert.equal(quantize(value, 'down'), down)
    })
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    test(`refuses ${value}`, () => {
      assert.throws(() => quantize(value, 'up'), QuantizeError)
      assert.throws(() => quantize(value, 'down'), QuantizeError)
    })
})

describe('approx', () => {
  test('is exact up to 2^53 and to the nearest double beyond', () => {
    assert.equal(approx(2n ** 53n), 2 ** 53)
    assert.equal(approx(-(2n ** 53n) + 1n), -(2 ** 53) + 1)
    assert.equal(approx(2n ** 53n + 1n), 2 ** 53) // a tie goes to the even neighbour
    assert.equal(approx(2n ** 53n + 3n), 2 ** 53 + 4)
  })
  test('keeps a relative error of at most 2^-53', () =>
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 60n), (exact) => {
        const error = BigInt(approx(exact)) - exact
        assert.ok((error < 0n ? -error : error) * 2n ** 53n <= exact)
      }),
    ))
  test('whole floats pass both doors unchanged', () =>
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => assert.equal(approx(quantize(value, 'up')), value === 0 ? 0 : value)),
    ))
})
