import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { log, log1p } from './log.ts'
import { type Real, fingerprint, fixed, logReal, neighbours, seeded, spread, ulps } from './twin.test.ts'

const logTwin = (x: number): Real => {
  const bits = 340 + Math.max(0, -Math.floor(Math.log2(x)))
  return logReal(fixed(x, bits), bits)
}

const log1pTwin = (x: number): Real => {
  const bits = 340 + Math.max(0, -2 * Math.floor(Math.log2(Math.abs(x))))
  return logReal(fixed(x, bits) + (1n << BigInt(bits)), bits)
}

const worst = (own: (x: number) => number, twin: (x: number) => Real, xs: readonly number[]): number =>
  xs.reduce((most, x) => Math.max(most, ulps(own(x), twin(x))), 0)

const random = seeded(21)
const between = (lo: number, hi: number, count: number): number[] =>
  Array.from({ length: count }, () => lo + (hi - lo) * random())
const TINY_TO_LARGE = [5e-324, 1e-320, 2.2250738585072009e-308, 2.2250738585072014e-308, 1.7976931348623157e308]

describe('log', () => {
  test('stays within 0.52 ulp of the bigint twin over all magnitudes', () =>
    assert.ok(worst(log, logTwin, [...spread(5e-324, 1.79e308, 600, 1), ...TINY_TO_LARGE]) < 0.52))
  test('stays within 0.52 ulp near 1, where nothing may cancel', () =>
    assert.ok(worst(log, logTwin, [...between(0.5, 2, 3000), ...between(0.98, 1.02, 1500)]) < 0.52))
  test('stays within 0.52 ulp at the edges of the table', () => {
    const edges = Array.from({ length: 92 }, (_, i) => (90.5 + i) / 128).flatMap(neighbours)
    assert.ok(worst(log, logTwin, [...edges, ...neighbours(Math.SQRT1_2), ...neighbours(Math.SQRT2)]) < 0.52)
  })
  test('stays within 0.52 ulp at the neighbours of 1', () => {
    const [below = 0, , above = 0] = neighbours(1)
    assert.ok(worst(log, logTwin, [below, above]) < 0.52)
  })
  const rows = [
    [0, -Infinity],
    [-0, -Infinity],
    [1, 0],
    [Infinity, Infinity],
    [-1, NaN],
    [-5e-324, NaN],
    [-Infinity, NaN],
    [NaN, NaN],
  ] as const
  for (const [x, expected] of rows)
    test(`log(${Object.is(x, -0) ? '-0' : x}) is ${expected}`, () => assert.ok(Object.is(log(x), expected)))
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(fingerprint(Array.from({ length: 10000 }, (_, i) => log(0.0007 * (i + 1) * (i + 1)))), '96c00e60'))
})

describe('log1p', () => {
  test('stays within 0.52 ulp of the bigint twin', () => {
    const small = spread(1e-25, 0.999, 1200, 2)
    assert.ok(worst(log1p, log1pTwin, [...small, ...small.map((x) => -x), ...spread(1, 1e200, 500, 3)]) < 0.52)
  })
  test('stays within 0.52 ulp where its two methods meet', () => {
    const meeting = neighbours(0.00390625)
    assert.ok(worst(log1p, log1pTwin, [...meeting, ...meeting.map((x) => -x)]) < 0.52)
  })
  const rows = [
    [0, 0],
    [-0, -0],
    [5e-324, 5e-324],
    [-5e-324, -5e-324],
    [-1, -Infinity],
    [-1.0000000000000002, NaN],
    [-Infinity, NaN],
    [Infinity, Infinity],
    [NaN, NaN],
  ] as const
  for (const [x, expected] of rows)
    test(`log1p(${Object.is(x, -0) ? '-0' : x}) is ${Object.is(expected, -0) ? '-0' : expected}`, () =>
      assert.ok(Object.is(log1p(x), expected)))
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(fingerprint(Array.from({ length: 10000 }, (_, i) => log1p((i - 3333) * 0.0003))), '12de168f'))
})
