import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cos, sin, tan } from './trigonometry.ts'
import { fingerprint, neighbours, quotient, seeded, sinCosReal, spread, ulps } from './twin.test.ts'

const random = seeded(23)
const bothSigns = (xs: readonly number[]): number[] => xs.flatMap((x) => [x, -x])

/** Largest errors of sine, cosine and tangent over the arguments. */
const worst = (xs: readonly number[]): { readonly sine: number; readonly cosine: number; readonly tangent: number } => {
  const most = { sine: 0, cosine: 0, tangent: 0 }
  for (const x of xs) {
    const twin = sinCosReal(x)
    most.sine = Math.max(most.sine, ulps(sin(x), twin.sin))
    most.cosine = Math.max(most.cosine, ulps(cos(x), twin.cos))
    most.tangent = Math.max(most.tangent, ulps(tan(x), quotient(twin.sin, twin.cos)))
  }
  return most
}

const sets = {
  'small arguments': bothSigns(spread(1e-12, 1.6, 1500, 1)),
  'a few turns': Array.from({ length: 2500 }, () => 40 * random() - 20),
  'up to the end of the three-part reduction': bothSigns([...spread(10, 1647099, 800, 2), ...neighbours(1647099)]),
  'the exact reduction of huge arguments': [
    ...spread(1647100, 1.79e308, 600, 3),
    1e22,
    2 ** 1000,
    1.7976931348623157e308,
  ],
  'the doubles nearest to multiples of π/2': Array.from({ length: 600 }, (_, i) => ((i + 1) * Math.PI) / 2).flatMap(
    neighbours,
  ),
  'the double nearest of all to a multiple of π/2': [6381956970095103 * 2 ** 797],
  'the octant borders': Array.from({ length: 60 }, (_, i) => ((2 * i + 1) * Math.PI) / 4).flatMap(neighbours),
}

describe('sin, cos, tan', () => {
  for (const [name, xs] of Object.entries(sets))
    test(`stay within 0.85, 0.85 and 1 ulp of the bigint twin: ${name}`, () => {
      const { sine, cosine, tangent } = worst(xs)
      assert.ok(sine < 0.85 && cosine < 0.85 && tangent < 1, `${sine} ${cosine} ${tangent}`)
    })
  const rows = [
    [0, 0, 1, 0],
    [-0, -0, 1, -0],
    [5e-324, 5e-324, 1, 5e-324],
    [-5e-324, -5e-324, 1, -5e-324],
    [Infinity, NaN, NaN, NaN],
    [-Infinity, NaN, NaN, NaN],
    [NaN, NaN, NaN, NaN],
  ] as const
  for (const [x, sine, cosine, tangent] of rows)
    test(`special argument ${Object.is(x, -0) ? '-0' : x}`, () => {
      assert.ok(Object.is(sin(x), sine))
      assert.ok(Object.is(cos(x), cosine))
      assert.ok(Object.is(tan(x), tangent))
    })
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  for (const [name, own, expected] of [
    ['sin', sin, '97b78fb2'],
    ['cos', cos, '622b5c42'],
    ['tan', tan, 'b6dd4b6a'],
  ] as const)
    test(`same bytes everywhere: 10,000 results of ${name}`, () =>
      assert.equal(
        fingerprint(Array.from({ length: 10000 }, (_, i) => own((i - 4000) * (i % 100 === 0 ? 1e9 : 0.0137)))),
        expected,
      ))
})
