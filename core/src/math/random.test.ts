import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { normalCdf } from './normal.ts'
import { philox } from './philox.ts'
import {
  RandomArgumentError,
  exponential,
  fillNormals,
  fillUniforms,
  integer,
  normal,
  pareto,
  randomStream,
  uniform,
} from './random.ts'
import { fingerprint } from './twin.test.ts'

const COUNT = 20000
const STREAM = randomStream(1, 7)
const draws = (draw: (index: number) => number): number[] => Array.from({ length: COUNT }, (_, index) => draw(index))

/** Largest distance between the empirical and the stated distribution (Kolmogorov), times √n. */
const kolmogorov = (sample: readonly number[], cdf: (x: number) => number): number => {
  const sorted = sample.toSorted((a, b) => a - b)
  const gaps = sorted.map((x, i) => Math.max(Math.abs(cdf(x) - i / COUNT), Math.abs(cdf(x) - (i + 1) / COUNT)))
  return Math.max(...gaps) * Math.sqrt(COUNT)
}
const KOLMOGOROV_MAX = 1.95 // exceeded by one fair sample in a thousand; the seed is fixed, so the verdict never changes

describe('randomStream', () => {
  for (const bad of [-1, 0.5, NaN, Infinity, 9007199254740992])
    test(`refuses ${bad} as a seed and as a stream number`, () => {
      assert.throws(() => randomStream(bad, 0), RandomArgumentError)
      assert.throws(() => randomStream(0, bad), { name: 'RandomArgumentError', field: 'streamId', value: bad })
    })
  test('keys Philox by the seed, counts by index and stream', () => {
    // seed 5·2^32 + 6, stream 3·2^32 + 4, index 2·(2·2^32 + 9) + 1: counter (9, 2, 4, 3), key (6, 5), second half of the block
    const two = 4294967296
    const [, , c, d] = philox([9, 2, 4, 3], [6, 5])
    const stream = randomStream(5 * two + 6, 3 * two + 4)
    assert.equal(uniform(stream, 2 * (2 * two + 9) + 1), (c * 2 ** 20 + (d >>> 12) + 0.5) / 2 ** 52)
  })
})

describe('uniform', () => {
  test('follows the uniform law', () =>
    assert.ok(
      kolmogorov(
        draws((i) => uniform(STREAM, i)),
        (x) => x,
      ) < KOLMOGOROV_MAX,
    ))
  test('neighbouring draws, streams and seeds are uncorrelated', () => {
    const pairs = [
      draws((i) => (uniform(STREAM, i) - 0.5) * (uniform(STREAM, i + 1) - 0.5)),
      draws((i) => (uniform(STREAM, i) - 0.5) * (uniform(randomStream(1, 8), i) - 0.5)),
      draws((i) => (uniform(STREAM, i) - 0.5) * (uniform(randomStream(2, 7), i) - 0.5)),
      draws((i) => (uniform(randomStream(1, i), 0) - 0.5) * (uniform(randomStream(1, i + 1), 0) - 0.5)),
    ]
    // The mean of n products has standard deviation 1/(12·√n).
    for (const products of pairs)
      assert.ok(Math.abs(products.reduce((sum, x) => sum + x, 0) / COUNT) < 4 / (12 * Math.sqrt(COUNT)))
  })
  test('stays inside (0, 1) and is the centre of a cell of 2^-52', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.maxSafeNat(), (seed, id, index) => {
        const u = uniform(randomStream(seed, id), index)
        assert.ok(u > 0 && u < 1)
        assert.equal((u * 2 ** 53) % 2, 1)
      }),
    )
  })
  for (const bad of [-1, 1.5, NaN, 9007199254740992])
    test(`refuses index ${bad}`, () => assert.throws(() => uniform(STREAM, bad), RandomArgumentError))
})

describe('normal', () => {
  test('follows the standard normal law', () =>
    assert.ok(
      kolmogorov(
        draws((i) => normal(STREAM, i)),
        normalCdf,
      ) < KOLMOGOROV_MAX,
    ))
  test('rises with the uniform of the same index', () => {
    for (let i = 0; i < 1000; i += 1)
      assert.equal(normal(STREAM, i) < normal(STREAM, i + 1), uniform(STREAM, i) < uniform(STREAM, i + 1))
  })
})

describe('exponential', () => {
  test('follows the exponential law of mean 1', () =>
    assert.ok(
      kolmogorov(
        draws((i) => exponential(STREAM, i)),
        (x) => -Math.expm1(-x),
      ) < KOLMOGOROV_MAX,
    ))
})

describe('pareto', () => {
  test('follows its law and never falls below its scale', () => {
    const sample = draws((i) => pareto(STREAM, i, { scale: 500, shape: 1.2 }))
    assert.ok(sample.every((x) => x >= 500))
    assert.ok(kolmogorov(sample, (x) => 1 - (500 / x) ** 1.2) < KOLMOGOROV_MAX)
  })
  test('is (scale, shape) at work: scale/√u for shape 2', () => {
    for (let i = 0; i < 100; i += 1) {
      const wanted = 0.25 / Math.sqrt(uniform(STREAM, i))
      assert.ok(Math.abs(pareto(STREAM, i, { scale: 0.25, shape: 2 }) / wanted - 1) < 1e-15)
    }
    assert.ok(pareto(STREAM, 0, { scale: 0.25, shape: 0.5 }) > 0.25)
  })
  for (const [scale, shape] of [
    [0, 1],
    [-1, 1],
    [1, 0],
    [1, NaN],
    [Infinity, 1],
  ] as const)
    test(`refuses scale ${scale} with shape ${shape}`, () =>
      assert.throws(() => pareto(STREAM, 0, { scale, shape }), RandomArgumentError))
})

describe('integer', () => {
  test('gives every value below the bound equally often', () => {
    const bound = 10
    const counts = Array.from({ length: bound }, () => 0)
    for (const value of draws((i) => integer(STREAM, i, bound))) counts[value] = (counts[value] ?? 0) + 1
    const chiSquare = counts.reduce((sum, count) => sum + (count - COUNT / bound) ** 2 / (COUNT / bound), 0)
    assert.ok(chiSquare < 27.9) // 9 degrees of freedom, exceeded by one fair sample in a thousand
  })
  test('is unbiased where taking a remainder alone would not be', () => {
    // Below 3·2^30 a bare remainder of 32 bits gives the lowest third of the values twice as often as the others: mean 5/12 of the bound.
    const bound = 3 * 2 ** 30
    const mean = draws((i) => integer(STREAM, i, bound) / bound).reduce((sum, x) => sum + x, 0) / COUNT
    assert.ok(Math.abs(mean - 0.5) < 4 / Math.sqrt(12 * COUNT))
  })
  test('takes the words of its own blocks in order, and goes on to the next attempt', () => {
    const bound = 3 * 2 ** 30 // a quarter of all words is rejected, so one index in 256 needs a second block
    const stream = randomStream(5, 3)
    let secondAttempts = 0
    for (let index = 0; index < 1000; index += 1) {
      const attempts = [1, 2].map((attempt) => philox([index, attempt * 2 ** 21, 3, 0], [5, 0]))
      const words = attempts.flat().filter((word) => word < bound)
      assert.equal(integer(stream, index, bound), words[0])
      if (attempts[0]?.every((word) => word >= bound)) secondAttempts += 1
    }
    assert.ok(secondAttempts > 0)
  })
  test('stays below every bound', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 4294967296 }), (index, bound) => {
        const n = integer(STREAM, index, bound)
        assert.ok(Number.isInteger(n) && n >= 0 && n < bound)
      }),
    )
    assert.equal(integer(STREAM, 0, 1), 0)
  })
  for (const bad of [0, -3, 1.5, 4294967297, NaN])
    test(`refuses bound ${bad}`, () => assert.throws(() => integer(STREAM, 0, bad), RandomArgumentError))
})

describe('fillUniforms and fillNormals', () => {
  for (const [first, length] of [
    [0, 0],
    [0, 1],
    [0, 6],
    [3, 1],
    [3, 6],
    [3, 7],
    [2 ** 40 + 1, 4],
  ] as const)
    test(`${length} draws from ${first} are those of uniform and normal`, () => {
      const indices = Array.from({ length }, (_, i) => first + i)
      const [uniforms, normals] = [new Float64Array(length), new Float64Array(length)]
      fillUniforms(STREAM, first, uniforms)
      fillNormals(STREAM, first, normals)
      assert.deepEqual(
        [...uniforms],
        indices.map((i) => uniform(STREAM, i)),
      )
      assert.deepEqual(
        [...normals],
        indices.map((i) => normal(STREAM, i)),
      )
    })
  test('refuses to run past the last index', () =>
    assert.throws(() => fillUniforms(STREAM, Number.MAX_SAFE_INTEGER, new Float64Array(2)), RandomArgumentError))
  // A regression of "same bytes everywhere" only; the rules above prove the values.
  test('same bytes everywhere: 10,000 normals', () => {
    const out = new Float64Array(10000)
    fillNormals(STREAM, 1, out)
    assert.equal(fingerprint([...out]), '808abe7d')
  })
})
