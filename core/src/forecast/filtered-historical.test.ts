import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import { ewmaAsGarch, filteredPaths, standardised, type FilteredHistory } from './filtered-historical.ts'

const drawn = (n: number, stream: number): Float64Array => {
  const out = new Float64Array(n)
  fillNormals(randomStream(21, stream), 0, out)
  return out
}

const constant = { omega: 0, alpha: 0, beta: 1 }
const plan = { paths: 4000, steps: 5, ageDecay: 1, stream: randomStream(2, 2) }

const pathsOf = (history: FilteredHistory, terms: Partial<typeof plan> = {}): Float64Array => {
  const one = { ...plan, ...terms }
  const out = new Float64Array(one.paths * history.assets.length)
  filteredPaths(history, one, out)
  return out
}

describe('filteredPaths', () => {
  const z = drawn(500, 1)
  const twice = { residuals: [z, z.map((one) => -2 * one)], assets: [1, 4].map((v) => asset(v)) }

  test('assets move by the residuals of one date, each at its own volatility', () => {
    const out = pathsOf(twice)
    for (let path = 0; path < 100; path += 1)
      assert.ok(Math.abs((out[2 * path + 1] ?? 0) + 4 * (out[2 * path] ?? 0)) < 1e-12)
  })

  test('with constant volatility the variance of a path is that of its steps', () => {
    const out = pathsOf({ residuals: [z], assets: [asset(0.25)] })
    const second = z.reduce((sum, one) => sum + one * one, 0) / z.length
    const mean = z.reduce((sum, one) => sum + one, 0) / z.length
    const wanted = 0.25 * 5 * (second - mean * mean)
    const centre = out.reduce((sum, one) => sum + one, 0) / out.length
    const seen = out.reduce((sum, one) => sum + (one - centre) ** 2, 0) / out.length
    assert.ok(Math.abs(seen / wanted - 1) < 0.07)
  })

  test('volatility follows its own recursion', () => {
    // residuals ±1 alone: after a first step of variance v, EWMA keeps v; GARCH with ω adds it
    const signs = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1))
    const kept = pathsOf({ residuals: [signs], assets: [{ garch: ewmaAsGarch(0.9), nextVariance: 4 }] }, { steps: 2 })
    assert.ok([...kept].every((one) => Math.abs(one) < 1e-12 || Math.abs(Math.abs(one) - 4) < 1e-12))
    const garch = { omega: 5, alpha: 0.5, beta: 0.5 }
    const grown = pathsOf({ residuals: [signs], assets: [{ garch, nextVariance: 4 }] }, { steps: 2 })
    assert.ok([...grown].every((one) => Math.abs(Math.abs(one) - 5) < 1e-12 || Math.abs(Math.abs(one) - 1) < 1e-12))
  })

  test('the young count more when age decays', () => {
    const ages = Float64Array.from({ length: 100 }, (_, i) => i / 100)
    const mean = (ageDecay: number): number =>
      pathsOf({ residuals: [ages], assets: [asset(1)] }, { steps: 1, ageDecay }).reduce((sum, one) => sum + one, 0) /
      4000
    assert.ok(Math.abs(mean(1) - 0.495) < 0.02)
    // geometric ages of mean 0.5/0.5 = 1
    assert.ok(Math.abs(mean(0.5) - 0.98) < 0.002)
  })

  test('is the same in one part or two', () => {
    const all = pathsOf(twice, { paths: 10 })
    assert.deepEqual(pathsOf(twice, { paths: 4 }), all.subarray(0, 8))
  })

  test('refuses what does not fit together', () => {
    assert.throws(() => pathsOf({ residuals: [z, z.subarray(1)], assets: twice.assets }), /residuals\[1\].length = 499/)
    assert.throws(() => pathsOf({ residuals: [z], assets: twice.assets }), /residuals.length = 1/)
    assert.throws(() => pathsOf(twice, { ageDecay: 0 }), /ageDecay = 0/)
    assert.throws(() => filteredPaths(twice, plan, new Float64Array(3)), /out.length = 3/)
  })
})

function asset(nextVariance: number): { garch: typeof constant; nextVariance: number } {
  return { garch: constant, nextVariance }
}

describe('standardised', () => {
  test('divides by what was known the period before', () => {
    const out = new Float64Array(2)
    standardised([5, 6, 8], [2, 4, 1], out)
    assert.deepEqual([...out], [3, 2])
    assert.throws(() => standardised([5, 6, 8], [2, 0, 1], out), /vols\[1\] = 0/)
  })
})
