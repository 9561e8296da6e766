import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { normalQuantile } from './normal-quantile.ts'
import { normalCdf } from './normal.ts'
import {
  expReal,
  fingerprint,
  fixed,
  neighbours,
  normalTailReal,
  piAt,
  seeded,
  spread,
  squareRootAt,
} from './twin.test.ts'

/** Relative error of normalQuantile(p): one exact Newton step from it, (Φ(x) − p) / φ(x), on the bigint twin. */
const quantileError = (p: number): number => {
  const x = normalQuantile(p)
  const tail = normalTailReal(Math.abs(x))
  const one = 1n << BigInt(tail.bits)
  const wanted = x < 0 ? fixed(p, tail.bits) : one - fixed(p, tail.bits)
  const a = fixed(x, tail.bits)
  const e = expReal(-((a * a) >> BigInt(tail.bits + 1)), tail.bits)
  const step = ((tail.n - wanted) * squareRootAt(2n * piAt(tail.bits), tail.bits)) >> BigInt(tail.bits)
  const shifted = e.bits >= tail.bits ? e.n >> BigInt(e.bits - tail.bits) : e.n << BigInt(tail.bits - e.bits)
  return Math.abs(Number((step << 100n) / shifted) / 2 ** 100 / x)
}

const random = seeded(26)
const between = (lo: number, hi: number, count: number): number[] =>
  Array.from({ length: count }, () => lo + (hi - lo) * random())

describe('normalQuantile', () => {
  const sets = {
    centre: between(0.075, 0.925, 800),
    'near ½': [0.5 + 2 ** -53, 0.5 - 2 ** -54, ...between(0.4999, 0.5001, 200)],
    'lower tail': [...between(1e-10, 0.075, 300), ...spread(1e-30, 1e-3, 200, 1)],
    'far tail': spread(1e-300, 1e-30, 40, 2),
    subnormal: [5e-324, ...spread(1e-323, 2e-308, 8, 3)],
    'upper tail': [...between(0.925, 1, 300), 1 - 2 ** -53],
    'borders of the three approximations': [0.075, 0.925, Math.exp(-25)].flatMap(neighbours),
  }
  for (const [name, ps] of Object.entries(sets))
    test(`stays within a relative 1e-15 of the bigint twin: ${name}`, () =>
      assert.ok(ps.every((p) => quantileError(p) < 1e-15)))
  test('gives back x after the cdf, as closely as the cdf can tell x apart', () => {
    for (const x of between(-37, 3, 2000)) {
      const p = normalCdf(x)
      // A relative 4e-16 in the nearer tail moves x by 4e-16 · tail/φ, at most 4e-16 · 1.26 below 0; above 0 p itself rounds to 2^-54.
      const spacing = x < 0 ? 0 : 5.6e-17 * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2)
      assert.ok(Math.abs(normalQuantile(p) - x) <= 1e-15 * Math.abs(x) + 6e-16 + 2 * spacing, `${x}`)
    }
  })
  test('is odd about ½, bit for bit, wherever 1 − p is exact', () => {
    for (const p of between(0.5, 1, 500)) assert.equal(normalQuantile(p), -normalQuantile(1 - p))
  })
  // Published to 15 digits and more: z(0.975) = 1.959963984540054, z(0.99) = 2.326347874040841.
  test('has its published digits at 97.5 % and 99 %', () => {
    assert.equal(normalQuantile(0.975).toFixed(15), '1.959963984540054')
    assert.equal(normalQuantile(0.99).toFixed(15), '2.326347874040841')
  })
  const rows = [
    [0.5, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [1, Infinity],
    [-5e-324, NaN],
    [1.0000000000000002, NaN],
    [Infinity, NaN],
    [NaN, NaN],
  ] as const
  for (const [p, expected] of rows)
    test(`normalQuantile(${p}) is ${expected}`, () => assert.equal(normalQuantile(p), expected))
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 results', () =>
    assert.equal(
      fingerprint(Array.from({ length: 10000 }, (_, i) => normalQuantile(((i + 0.5) / 10000) ** 3))),
      '00b06055',
    ))
})
