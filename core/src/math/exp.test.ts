import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp, expProduct, expm1 } from './exp.ts'
import { type Real, expReal, fingerprint, fixed, neighbours, seeded, spread, ulps } from './twin.test.ts'

const BITS = 420
const expTwin = (x: number): Real => expReal(fixed(x, BITS), BITS)

const expm1Twin = (x: number): Real => {
  if (x > 250) return expTwin(x)
  const bits = 360 + Math.max(0, -Math.floor(Math.log2(Math.abs(x))))
  const e = expReal(fixed(x, bits), bits)
  return { n: e.n - (1n << BigInt(e.bits)), bits: e.bits }
}

const worst = (own: (x: number) => number, twin: (x: number) => Real, arguments_: readonly number[]): number =>
  arguments_.reduce((most, x) => Math.max(most, ulps(own(x), twin(x))), 0)

const bothSigns = (xs: readonly number[]): number[] => xs.flatMap((x) => [x, -x])
const random = seeded(20)
const between = (lo: number, hi: number, count: number): number[] =>
  Array.from({ length: count }, () => lo + (hi - lo) * random())

const OVERFLOW = 709.782712893384 // the largest double whose exponential is finite: ln(2^1024) = 709.78271289338397310…
const [, , ABOVE_OVERFLOW = 0] = neighbours(OVERFLOW)
const VANISHING = 745.1332191019412 // −745.13321910194110842… = ln(2^-1075) lies between this and its lower neighbour

describe('exp', () => {
  test('stays within 0.52 ulp of the bigint twin where the result is normal', () => {
    const xs = [...bothSigns(spread(1e-20, 708, 2000, 1)), ...between(-708, 709.78, 2000), ...between(-1, 1, 1000)]
    assert.ok(worst(exp, expTwin, xs) < 0.52)
  })
  test('stays within 1 ulp where the result is subnormal', () =>
    assert.ok(worst(exp, expTwin, between(-745.2, -708.3, 1000)) < 1))
  test('stays within 0.52 ulp where the reduction changes its step', () => {
    const edges = Array.from({ length: 400 }, (_, i) => ((i + 0.5) * Math.LN2) / 128).flatMap(neighbours)
    assert.ok(worst(exp, expTwin, bothSigns(edges)) < 0.52)
  })
  const rows = [
    [0, 1],
    [-0, 1],
    [5e-324, 1],
    [-5e-324, 1],
    [1, 2.718281828459045], // e = 2.71828182845904523…
    [ABOVE_OVERFLOW, Infinity],
    [1e300, Infinity],
    [Infinity, Infinity],
    [-VANISHING, 0],
    [-1e300, 0],
    [-Infinity, 0],
    [NaN, NaN],
  ] as const
  for (const [x, expected] of rows) test(`exp(${x}) is ${expected}`, () => assert.equal(exp(x), expected))
  test('is finite at the last argument before overflow', () =>
    assert.ok(exp(OVERFLOW) > 1.797e308 && exp(OVERFLOW) < Infinity))
  test('gives the smallest subnormal just above the vanishing point', () => assert.equal(exp(-745.13), 5e-324))
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(fingerprint(Array.from({ length: 10000 }, (_, i) => exp((i - 5100) * 0.1391))), '92da2550'))
})

describe('expm1', () => {
  test('stays within 0.6 ulp of the bigint twin', () => {
    const xs = [...bothSigns(spread(1e-25, 700, 1500, 2)), ...between(-1, 1, 1500), ...between(-45, 45, 500)]
    assert.ok(worst(expm1, expm1Twin, xs) < 0.6)
  })
  test('stays within 0.6 ulp where its two methods meet', () =>
    assert.ok(worst(expm1, expm1Twin, bothSigns(neighbours(0.125))) < 0.6))
  const rows = [
    [0, 0],
    [-0, -0],
    [5e-324, 5e-324],
    [-5e-324, -5e-324],
    [ABOVE_OVERFLOW, Infinity],
    [Infinity, Infinity],
    [-38, -1],
    [-1e300, -1],
    [-Infinity, -1],
    [NaN, NaN],
  ] as const
  for (const [x, expected] of rows)
    test(`expm1(${Object.is(x, -0) ? '-0' : x}) is ${Object.is(expected, -0) ? '-0' : expected}`, () =>
      assert.ok(Object.is(expm1(x), expected)))
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(fingerprint(Array.from({ length: 10000 }, (_, i) => expm1((i - 5000) * 0.0137))), 'faffb429'))
})

describe('expProduct', () => {
  test('rounds factor · e^(hi + lo) once, also where e^hi alone is subnormal', () => {
    for (const hi of between(-745, -700, 200)) {
      const e = expReal(fixed(hi, BITS) + fixed(hi * 1e-17, BITS), BITS)
      assert.ok(ulps(expProduct(hi, hi * 1e-17, 1024), { n: e.n << 10n, bits: e.bits }) < 0.8)
    }
  })
})
