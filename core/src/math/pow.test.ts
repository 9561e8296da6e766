import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pow } from './pow.ts'
import { type Real, expReal, fingerprint, fixed, logReal, neighbours, seeded, spread, ulps } from './twin.test.ts'

const powTwin = (x: number, y: number): Real => {
  const bits = 420 + Math.max(0, -Math.floor(Math.log2(x)))
  return expReal((logReal(fixed(x, bits), bits).n * fixed(y, 500)) >> 500n, bits)
}

const random = seeded(22)
type Pair = readonly [number, number]
const worst = (pairs: readonly Pair[]): number =>
  pairs.reduce((most, [x, y]) => Math.max(most, ulps(pow(x, y), powTwin(x, y))), 0)
const exponentFor = (x: number, size: number): number => ((random() * 2 - 1) * size) / Math.abs(Math.log(x))

describe('pow', () => {
  test('stays within 0.53 ulp of the bigint twin for bases of all magnitudes', () =>
    assert.ok(worst(spread(1e-300, 1e300, 800, 1).map((x) => [x, exponentFor(x, 708)])) < 0.53))
  test('stays within 0.53 ulp for bases near 1 and exponents up to the borders', () => {
    const bases = [...spread(0.5, 2, 800, 2), ...spread(0.9999, 1.0001, 300, 3), 1 - 2 ** -53, 1 + 2 ** -52]
    assert.ok(worst(bases.map((x) => [x, exponentFor(x, 708)])) < 0.53)
  })
  test('stays within 1 ulp where the result is subnormal', () => {
    const bases = spread(0.01, 0.99, 200, 4)
    assert.ok(worst(bases.map((x) => [x, (-708.4 - 36 * random()) / Math.log(x)])) < 1)
  })
  test('stays within 0.53 ulp for subnormal bases', () =>
    assert.ok(worst(spread(5e-324, 2e-308, 60, 5).map((x) => [x, random() * 2 - 0.95])) < 0.53))
  test('is exact where the power is a double', () => {
    for (let n = 1; n <= 22; n += 1) assert.equal(pow(10, n), Number(10n ** BigInt(n)))
    for (let n = -1074; n <= 1023; n += 1) assert.equal(pow(2, n), n < -1022 ? 5e-324 * 2 ** (n + 1074) : 2 ** n)
    for (let n = 0; n < 2000; n += 1) assert.equal(pow(n * n, 0.5), n)
    for (let n = 0; n < 2000; n += 1) assert.equal(pow(-n, 3), -(n * n * n) + 0 || -0)
  })
  const [BELOW = 0, , ABOVE = 0] = neighbours(1)
  // The rules of ECMAScript's Number::exponentiate, one row each.
  const rows = [
    [NaN, 0, 1],
    [NaN, -0, 1],
    [2, NaN, NaN],
    [NaN, 2, NaN],
    [1, Infinity, NaN],
    [-1, -Infinity, NaN],
    [ABOVE, Infinity, Infinity],
    [ABOVE, -Infinity, 0],
    [BELOW, Infinity, 0],
    [BELOW, -Infinity, Infinity],
    [-2, Infinity, Infinity],
    [-0.5, Infinity, 0],
    [Infinity, 0.1, Infinity],
    [Infinity, -0.1, 0],
    [-Infinity, 3, -Infinity],
    [-Infinity, 2, Infinity],
    [-Infinity, 0.5, Infinity],
    [-Infinity, -3, -0],
    [-Infinity, -2, 0],
    [0, 2, 0],
    [0, -2, Infinity],
    [-0, 3, -0],
    [-0, 2, 0],
    [-0, -3, -Infinity],
    [-0, -0.5, Infinity],
    [-8, 1 / 3, NaN],
    [-2, 3, -8],
    [-2, 2, 4],
    [-1, 9007199254740991, -1],
    [-1, 9007199254740992, 1],
    [2, 1024, Infinity],
    [-2, 1025, -Infinity],
    [2, -1075, 0],
    [-2, -1075, -0],
    [2, -1074, 5e-324],
    [BELOW, 1e300, 0],
    [ABOVE, 1e300, Infinity],
    [1e300, 1e-30, 1],
    [-5, 0, 1],
  ] as const
  for (const [x, y, expected] of rows)
    test(`pow(${x}, ${y}) is ${Object.is(expected, -0) ? '-0' : expected}`, () =>
      assert.ok(Object.is(pow(x, y), expected), `got ${pow(x, y)}`))
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(
      fingerprint(Array.from({ length: 10000 }, (_, i) => pow(0.01 * (i + 1), (i % 97) * 0.31 - 15))),
      '76261230',
    ))
})
