import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { erfc, erfcx } from './error-function.ts'
import { type Real, expReal, fixed, piAt, relativeError, seeded, squareRootAt, ulps } from './twin.test.ts'

/** erfc by its own series: 1 − 2/√π · Σ (−1)^k x^(2k+1) / (k!·(2k+1)), with bits to spare for the cancellation. */
const erfcTwin = (x: number): Real => {
  const bits = Math.ceil(260 + 4.4 * x * x)
  const a = fixed(x, bits)
  const square = (a * a) >> BigInt(bits)
  let power = a
  let sum = 0n
  for (let k = 0n; power > 1n || power < -1n; k += 1n) {
    sum += power / (2n * k + 1n)
    power = -((power * square) >> BigInt(bits)) / (k + 1n)
  }
  const root = squareRootAt(piAt(bits), bits)
  return { n: (1n << BigInt(bits)) - ((2n * sum) << BigInt(bits)) / root, bits }
}

const erfcxTwin = (x: number): Real => {
  const plain = erfcTwin(x)
  const a = fixed(x, plain.bits)
  const e = expReal((a * a) >> BigInt(plain.bits), plain.bits)
  return { n: plain.n * e.n, bits: plain.bits + e.bits }
}

const random = seeded(27)
const between = (lo: number, hi: number, count: number): number[] =>
  Array.from({ length: count }, () => lo + (hi - lo) * random())
const ARGUMENTS = [...between(-3, 3, 600), ...between(3, 9, 150), ...between(9, 26.5, 12)]

describe('erfc', () => {
  test('stays within a relative 6e-16 of the bigint twin', () =>
    assert.ok(ARGUMENTS.every((x) => relativeError(erfc(x), erfcTwin(x)) < 6e-16)))
  test('stays within 1 ulp where it is subnormal', () => {
    for (const x of [26.55, 26.9, 27.2]) assert.ok(ulps(erfc(x), erfcTwin(x)) < 1)
  })
  for (const [x, expected] of [
    [0, 1],
    [-0, 1],
    [27.3, 0],
    [Infinity, 0],
    [-7, 2],
    [-Infinity, 2],
    [NaN, NaN],
  ] as const)
    test(`erfc(${x}) is ${expected}`, () => assert.equal(erfc(x), expected))
})

describe('erfcx', () => {
  test('stays within a relative 8e-16 of the bigint twin', () =>
    assert.ok(ARGUMENTS.every((x) => relativeError(erfcx(x), erfcxTwin(x)) < 8e-16)))
  test('falls as 1/(x·√π) for huge x', () => assert.ok(Math.abs(erfcx(1e100) * 1e100 * Math.sqrt(Math.PI) - 1) < 1e-15))
  for (const [x, expected] of [
    [0, 1],
    [Infinity, 0],
    [-27, Infinity],
    [-Infinity, Infinity],
    [NaN, NaN],
  ] as const)
    test(`erfcx(${x}) is ${expected}`, () => assert.equal(erfcx(x), expected))
})
