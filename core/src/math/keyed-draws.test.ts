import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { drawKey, fillDraws, keyedNormal, keyedUniform, normalsOfFirstWords } from './keyed-draws.ts'
import { normalQuantile } from './normal-quantile.ts'
import { normalOfWord, uniformOfWord, uniformOfWords } from './quick-normal.ts'
import { RandomArgumentError, randomStream } from './random.ts'

const COUNT = 40_000
const key = drawKey(randomStream(11, 4), 0)

const drawn = (step: number, use: number): { readonly words: Int32Array; readonly normals: Float64Array } => {
  const words = new Int32Array(2 * COUNT)
  const normals = new Float64Array(COUNT)
  fillDraws(key, { step, use }, 0, COUNT, words)
  normalsOfFirstWords(words, COUNT, normals)
  return { words, normals }
}

/** Mean of a product of powers over the draws, in standard errors from what the normal law says it is. */
const deviation = (values: Float64Array, power: (x: number) => number, mean: number, variance: number): number =>
  (values.reduce((sum, x) => sum + power(x), 0) / COUNT - mean) / Math.sqrt(variance / COUNT)

describe('normalOfWord', () => {
  const word = fc.integer({ min: -0x80000000, max: 0x7fffffff })
  test('is the quantile of the uniform of the same word', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 0, max: 31 }), (bits, octave) => {
        const narrow = (bits & 0x80000000) | ((bits & 0x7fffffff) >>> octave)
        const u = uniformOfWord(narrow)
        // The upper half's quantile is taken in the lower one, where a double still tells where u lies.
        const wanted = narrow < 0 ? -normalQuantile(1 - u) : normalQuantile(u)
        assert.ok(Math.abs(normalOfWord(narrow) - wanted) < 4e-14)
      }),
    )
  })

  test('the smallest and the largest draw are finite and opposite', () => {
    assert.equal(uniformOfWord(0), 2 ** -33)
    assert.equal(uniformOfWord(-0x80000000), 1 - 2 ** -33)
    assert.equal(normalOfWord(0), -normalOfWord(-0x80000000))
    assert.ok(normalOfWord(0) > -6.35 && normalOfWord(0) < -6.33)
    assert.equal(uniformOfWords(0, 0), 2 ** -53)
    assert.equal(uniformOfWords(-1, -1), 1 - 2 ** -53)
  })
})

describe('fillDraws', () => {
  const { words, normals } = drawn(3, 1)

  for (const half of [0, 1])
    test(`word ${half} fills 64 equal cells evenly (chi-square of 63 degrees, 5 deviations)`, () => {
      const cells = new Float64Array(64)
      for (let i = half; i < words.length; i += 2) {
        const cell = Math.floor(uniformOfWord(words[i] ?? 0) * 64)
        cells[cell] = (cells[cell] ?? 0) + 1
      }
      const chi = cells.reduce((sum, n) => sum + (n - COUNT / 64) ** 2 / (COUNT / 64), 0)
      assert.ok(Math.abs(chi - 63) < 5 * Math.sqrt(2 * 63), `chi-square ${chi}`)
    })

  test('the two words of a path are uncorrelated', () => {
    const products = normals.map((x, i) => x * normalOfWord(words[2 * i + 1] ?? 0))
    assert.ok(Math.abs(deviation(products, (x) => x, 0, 1)) < 4)
  })

  const moments: readonly (readonly [string, (x: number) => number, number, number])[] = [
    ['mean', (x) => x, 0, 1],
    ['variance', (x) => x * x, 1, 2],
    ['skewness', (x) => x ** 3, 0, 15],
    ['kurtosis', (x) => x ** 4, 3, 96],
  ]
  for (const [name, power, mean, variance] of moments)
    test(`normals have the ${name} of the law within 4 standard errors`, () =>
      assert.ok(Math.abs(deviation(normals, power, mean, variance)) < 4))

  const others: readonly (readonly [string, number, number])[] = [
    ['the next step', 4, 1],
    ['the next use', 3, 2],
    ['a far step', 3 + 2 ** 19, 1],
  ]
  for (const [name, step, use] of others)
    test(`normals of ${name} are uncorrelated with them`, () => {
      const products = drawn(step, use).normals.map((x, i) => x * (normals[i] ?? 0))
      assert.ok(Math.abs(deviation(products, (x) => x, 0, 1)) < 4)
    })

  test('neighbouring paths are uncorrelated', () => {
    const products = normals.map((x, i) => x * (normals[i + 1] ?? 0))
    assert.ok(Math.abs(deviation(products, (x) => x, 0, 1)) < 4)
  })

  test('a draw is the same alone as among many', () => {
    const u = uniformOfWords(words[154] ?? 0, words[155] ?? 0)
    assert.equal(keyedUniform(key, { step: 3, use: 1 }, 77), u)
    assert.equal(keyedNormal(key, { step: 3, use: 1 }, 77), normalQuantile(u))
  })

  test('step and use do not run into each other, and parts of a stream differ', () => {
    const at = (step: number, use: number, part: number): number =>
      keyedUniform(drawKey(randomStream(11, 4), part), { step, use }, 0)
    assert.equal(new Set([at(0, 0, 0), at(0, 4095, 0), at(1, 0, 0), at(1, 4095, 0), at(0, 0, 1)]).size, 5)
  })

  const out = new Int32Array(4)
  const refused: readonly (readonly [string, () => void])[] = [
    ['step 2^20', () => fillDraws(key, { step: 2 ** 20, use: 0 }, 0, 1, out)],
    ['use 4096', () => fillDraws(key, { step: 0, use: 4096 }, 0, 1, out)],
    ['a half step', () => fillDraws(key, { step: 0.5, use: 0 }, 0, 1, out)],
    ['a negative path', () => fillDraws(key, { step: 0, use: 0 }, -1, 1, out)],
    ['a path of 2^32', () => fillDraws(key, { step: 0, use: 0 }, 2 ** 32 - 1, 2, out)],
    ['part NaN', () => drawKey(randomStream(1, 1), Number.NaN)],
  ]
  for (const [name, call] of refused) test(`${name} is refused`, () => assert.throws(call, RandomArgumentError))
})
