import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { normalCdf, normalLogCdf, normalPdf, normalUpperTail } from './normal.ts'
import {
  type Real,
  expReal,
  fingerprint,
  fixed,
  logReal,
  normalTailReal,
  piAt,
  relativeError,
  seeded,
  squareRootAt,
  ulps,
} from './twin.test.ts'

/** P(X ≤ x) of the bigint twin. */
const cdfTwin = (x: number): Real => {
  const tail = normalTailReal(Math.abs(x))
  return x <= 0 ? tail : { n: (1n << BigInt(tail.bits)) - tail.n, bits: tail.bits }
}

const densityTwin = (x: number): Real => {
  const bits = 1500
  const square = (fixed(x, bits) * fixed(x, bits)) >> BigInt(bits)
  const e = expReal(-(square >> 1n), bits)
  return { n: (e.n << BigInt(bits)) / squareRootAt(2n * piAt(bits), bits), bits: e.bits }
}

const logCdfTwin = (x: number): Real => {
  const cdf = cdfTwin(x)
  return logReal(cdf.n, cdf.bits)
}

const random = seeded(25)
const between = (lo: number, hi: number, count: number): number[] =>
  Array.from({ length: count }, () => lo + (hi - lo) * random())
const worst = (own: (x: number) => number, twin: (x: number) => Real, xs: readonly number[]): number =>
  xs.reduce((most, x) => Math.max(most, relativeError(own(x), twin(x))), 0)

// From the border of the subnormals (x = −37.5) up, dense where most models live, with every node border of the table near 0.
const ARGUMENTS = [
  ...between(-37.5, -20, 30),
  ...between(-20, -12, 100),
  ...between(-12, -4, 400),
  ...between(-4, 4, 1500),
  ...between(4, 8, 200),
  ...Array.from({ length: 40 }, (_, i) => -0.125 * i),
  -16,
  -37,
]

describe('normalCdf', () => {
  test('stays within a relative 4e-16 of the bigint twin from −37.5 to 8', () =>
    assert.ok(worst(normalCdf, cdfTwin, ARGUMENTS) < 4e-16))
  test('stays within 1 ulp where it is subnormal, until it vanishes below −38.5', () => {
    for (const x of [...between(-38.47, -37.55, 12), -38]) assert.ok(ulps(normalCdf(x), cdfTwin(x)) < 1)
    assert.equal(normalCdf(-38.6), 0)
  })
  // Abramowitz and Stegun, table 26.1 and 26.2.
  test('Φ(1) has its published digits', () => assert.equal(normalCdf(1).toFixed(15), '0.841344746068543'))
  test('−log₁₀ of P(X > 37) has its published digits', () =>
    assert.equal((-Math.log10(normalUpperTail(37))).toFixed(5), '299.24218'))
  const rows = [
    [0, 0.5],
    [-0, 0.5],
    [9, 1],
    [1e200, 1],
    [Infinity, 1],
    [-1e200, 0],
    [-Infinity, 0],
    [NaN, NaN],
  ] as const
  for (const [x, expected] of rows) test(`normalCdf(${x}) is ${expected}`, () => assert.equal(normalCdf(x), expected))
  test('never falls as x grows past a spacing of 2^-30', () => {
    for (const x of between(-38, 8, 5000)) assert.ok(normalCdf(x) <= normalCdf(x + 9.313225746154785e-10))
  })
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(fingerprint(Array.from({ length: 10000 }, (_, i) => normalCdf((i - 8100) * 0.0047))), 'bc07d9e5'))
})

describe('normalUpperTail', () => {
  test('is the lower tail mirrored, bit for bit', () => {
    for (const x of between(-38, 38, 500)) assert.equal(normalUpperTail(x), normalCdf(-x))
  })
})

describe('normalPdf', () => {
  test('stays within a relative 4e-16 of the bigint twin', () =>
    assert.ok(worst(normalPdf, densityTwin, [...between(-5, 5, 150), ...between(-37.5, 37.5, 50)]) < 4e-16))
  for (const x of [Infinity, -Infinity, 1e200, -40]) test(`is 0 at ${x}`, () => assert.equal(normalPdf(x), 0))
  test('is NaN at NaN', () => assert.equal(normalPdf(NaN), NaN))
})

describe('normalLogCdf', () => {
  test('stays within a relative 6e-16 of the bigint twin from −37 to 8', () => {
    const xs = [...between(-37, -12, 30), ...between(-12, 0, 400), ...between(0, 8, 400)]
    assert.ok(worst(normalLogCdf, logCdfTwin, xs) < 6e-16)
  })
  test('goes on where the probability itself is 0', () => {
    // −x²/2 − ln(x·√(2π)) − 1/x² + …, at x = 1000 by hand: −500000 − 6.9077552790 − 0.9189385332 − 0.000001
    assert.ok(Math.abs(normalLogCdf(-1000) + 500007.8266948122) < 1e-9)
    assert.equal(normalLogCdf(-1e160), -Infinity)
  })
  for (const [x, expected] of [
    [-Infinity, -Infinity],
    [Infinity, -0],
    [NaN, NaN],
  ] as const)
    test(`is ${expected} at ${x}`, () => assert.ok(Object.is(normalLogCdf(x), expected)))
})
