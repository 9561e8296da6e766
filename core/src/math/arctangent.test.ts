import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atan, atan2 } from './arctangent.ts'
import { atan2Real, fingerprint, neighbours, seeded, spread, ulps } from './twin.test.ts'

const bothSigns = (xs: readonly number[]): number[] => xs.flatMap((x) => [x, -x])
const HALF_PI = 1.5707963267948966
const PI = 3.141592653589793

describe('atan', () => {
  test('stays within 0.6 ulp of the bigint twin', () => {
    const edges = Array.from({ length: 57 }, (_, i) => (i + 7.5) / 64).flatMap(neighbours)
    const xs = bothSigns([...spread(1e-12, 1e12, 500, 1), ...spread(0.05, 20, 800, 2), ...edges, ...neighbours(0.125)])
    assert.ok(xs.every((x) => ulps(atan(x), atan2Real(x, 1)) < 0.6))
  })
  const rows = [
    [0, 0],
    [-0, -0],
    [5e-324, 5e-324],
    [1, PI / 4],
    [1e300, HALF_PI],
    [Infinity, HALF_PI],
    [-Infinity, -HALF_PI],
    [NaN, NaN],
  ] as const
  for (const [x, expected] of rows)
    test(`atan(${Object.is(x, -0) ? '-0' : x}) is ${expected}`, () => assert.ok(Object.is(atan(x), expected)))
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(fingerprint(Array.from({ length: 10000 }, (_, i) => atan((i - 5000) * 0.0037))), '6beeb39a'))
})

describe('atan2', () => {
  test('stays within 0.6 ulp of the bigint twin in all four quadrants', () => {
    const random = seeded(24)
    const [ys, xs] = [spread(1e-6, 1e6, 800, 3), spread(1e-6, 1e6, 800, 4)]
    for (const [i, size] of ys.entries()) {
      const [y, x] = [random() < 0.5 ? size : -size, (random() < 0.5 ? 1 : -1) * (xs[i] ?? 1)]
      assert.ok(ulps(atan2(y, x), atan2Real(y, x)) < 0.6, `${y} ${x}`)
    }
  })
  test('does not overflow or lose bits for huge and tiny coordinates', () => {
    // A power of two changes no angle.
    for (const scale of [2 ** 1000, 2 ** -1020]) assert.equal(atan2(3 * scale, -7 * scale), atan2(3, -7))
    assert.equal(atan2(5e-324, 5e-324), PI / 4)
    assert.equal(atan2(1e-300, 1e300), 0)
    assert.equal(atan2(1e-300, -1e300), PI)
  })
  // The rules of ECMAScript's Math.atan2.
  const rows = [
    [0, 1, 0],
    [0, 0, 0],
    [0, -0, PI],
    [0, -1, PI],
    [-0, 1, -0],
    [-0, 0, -0],
    [-0, -0, -PI],
    [-0, -1, -PI],
    [1, 0, HALF_PI],
    [1, -0, HALF_PI],
    [-1, 0, -HALF_PI],
    [1, Infinity, 0],
    [-1, Infinity, -0],
    [1, -Infinity, PI],
    [-1, -Infinity, -PI],
    [Infinity, 1, HALF_PI],
    [-Infinity, 1, -HALF_PI],
    [Infinity, Infinity, PI / 4],
    [Infinity, -Infinity, 2.356194490192345],
    [-Infinity, Infinity, -PI / 4],
    [-Infinity, -Infinity, -2.356194490192345],
    [NaN, 1, NaN],
    [1, NaN, NaN],
  ] as const
  for (const [y, x, expected] of rows)
    test(`row (${1 / y < 0 ? '-' : ''}${Math.abs(y)}, ${1 / x < 0 ? '-' : ''}${Math.abs(x)}) is ${expected}`, () =>
      assert.ok(Object.is(atan2(y, x), expected)))
})
