import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { normalCdf } from '../../math/index.ts'
import { ForecastInputError } from '../forecast-input-error.ts'
import { crossingProbability, lowestWithin, surviveStep } from './bridge.ts'
import { meanOf } from './moments.fixtures.ts'
import { openPaths } from './paths.ts'

describe('crossingProbability', () => {
  // exp(−2·0.1·0.2/0.04) = e^−1
  const rows = [
    ['above the level at both ends', { from: 0.1, to: 0.2, variance: 0.04 }, 0, Math.exp(-1)],
    ['below it at both ends', { from: -0.2, to: -0.1, variance: 0.04 }, 0, Math.exp(-1)],
    ['an end on the level', { from: 0, to: 0.2, variance: 0.04 }, 0, 1],
    ['ends on either side', { from: -0.1, to: 0.2, variance: 0.04 }, 0, 1],
    ['no variance', { from: 0.1, to: 0.2, variance: 0 }, 0, 0],
    ['far from it', { from: 9, to: 9, variance: 0.01 }, 0, 0],
  ] as const
  for (const [name, step, level, wanted] of rows)
    test(name, () => assert.ok(Math.abs(crossingProbability(step, level) - wanted) < 1e-15))

  const refused = [
    [{ from: Number.NaN, to: 0, variance: 1 }, 0],
    [{ from: 0, to: Infinity, variance: 1 }, 0],
    [{ from: 0, to: 0, variance: -1 }, 0],
    [{ from: 0, to: 0, variance: 1 }, Number.NaN],
  ] as const
  for (const [step, level] of refused)
    test(`refuses ${JSON.stringify(step)} and level ${level}`, () =>
      assert.throws(() => crossingProbability(step, level), ForecastInputError))
})

describe('lowestWithin', () => {
  const real = fc.double({ min: -1, max: 1, noNaN: true })
  test('meets a level exactly when u is below the chance to cross it', () => {
    fc.assert(
      fc.property(real, real, fc.double({ min: 1e-3, max: 1, noNaN: true }), real, (from, to, variance, depth) => {
        const level = Math.min(from, to) - 0.01 - Math.abs(depth)
        const chance = crossingProbability({ from, to, variance }, level)
        fc.pre(chance > 1e-100)
        assert.ok(Math.abs(lowestWithin({ from, to, variance }, chance) - level) < 1e-9)
      }),
    )
  })

  test('lies under both ends', () => assert.ok(lowestWithin({ from: 0.1, to: 0.3, variance: 0.01 }, 0.999) <= 0.1))

  for (const u of [0, 1, Number.NaN])
    test(`refuses u = ${u}`, () =>
      assert.throws(() => lowestWithin({ from: 0, to: 0, variance: 1 }, u), ForecastInputError))
})

describe('surviveStep', () => {
  test('four coarse steps give the chance of touching that continuous watching has', () => {
    const [vol, years, steps, count] = [0.6, 0.25, 4, 20_000]
    const level = Math.log(0.8)
    const law = { spot: 1, carry: 0.1, diffusion: { kind: 'constant', vol } } as const
    const shard = openPaths({ seed: 2, stream: 2, first: 0, count, years: years / steps, assets: [law] })
    const to = shard.assets[0]?.logSpot ?? assert.fail()
    const variance = new Float64Array(count).fill((vol * vol * years) / steps)
    const survival = new Float64Array(count).fill(1)
    for (let step = 0; step < steps; step += 1) {
      const from = to.slice()
      shard.advance()
      surviveStep({ from, to, variance, survival }, level)
    }
    // P(min ≤ b) = Φ((b − νT)/σ√T) + e^(2νb/σ²)·Φ((b + νT)/σ√T), ν = carry − σ²/2
    const drift = 0.1 - 0.5 * vol * vol
    const deviation = vol * Math.sqrt(years)
    const wanted =
      normalCdf((level - drift * years) / deviation) +
      Math.exp((2 * drift * level) / (vol * vol)) * normalCdf((level + drift * years) / deviation)
    const { mean, error } = meanOf(survival, (x) => 1 - x)
    assert.ok(Math.abs(mean - wanted) < 3 * error, `${mean} against ${wanted} ± ${error}`)
    const watched = meanOf(to, (x) => (x <= level ? 1 : 0)).mean
    assert.ok(watched < wanted - 0.1, 'looking at the end alone misses paths that came back')
  })
})
