import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp, normalCdf } from '../math/index.ts'
import type { KouDynamics } from './kou-dynamics.ts'
import { beyondGap } from './kou-increment.ts'
import { deviations, estimate, increment } from './passage.fixtures.ts'

const kou: KouDynamics = {
  kind: 'kou',
  logDrift: -1,
  vol: 0.6,
  intensity: 60,
  upProbability: 0.35,
  upRate: 60,
  downRate: 40,
}

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('beyondGap', () => {
  for (const [seed, intensity, gap, time, afterJump] of [
    [1, 60, 0.01, 1 / 365, false],
    [2, 60, 0.03, 1 / 8760, true],
    [3, 2000, 0.05, 1 / 365, true],
    [4, 2000, -0.02, 2 / 365, false],
  ] as const)
    test(`simulated, seed ${seed}`, () => {
      const law = { ...kou, intensity }
      const got = beyondGap(law, { gap, time, afterJump })
      const mean = (value: (y: number) => number) =>
        estimate(seed, 20_000, (draws) => {
          const start = afterJump ? draws.next('exponential') / law.upRate : 0
          const y = start + increment(law, time, draws) - gap
          return y > 0 ? value(y) : 0
        })
      assert.ok(
        deviations(
          mean(() => 1),
          got.probability,
        ) < 4,
      )
      assert.ok(
        deviations(
          mean((y) => exp(y) - 1),
          got.growth,
        ) < 4,
      )
      assert.ok(
        deviations(
          mean((y) => 1 - exp(-y)),
          got.shrinkage,
        ) < 4,
      )
    })

  test('without jumps it is the normal law', () => {
    const { probability, growth, shrinkage } = beyondGap(
      { ...kou, intensity: 0 },
      { gap: 0.02, time: 1 / 365, afterJump: false },
    )
    const spread = 0.6 / Math.sqrt(365)
    const mean = -1 / 365 - 0.02
    near(probability, normalCdf(mean / spread), 1e-14)
    near(growth, exp(mean + (spread * spread) / 2) * normalCdf(mean / spread + spread) - probability, 1e-14)
    near(shrinkage, probability - exp((spread * spread) / 2 - mean) * normalCdf(mean / spread - spread), 1e-14)
  })

  test('without latency only the overshoot counts: e^(−ηg), and its means by hand', () => {
    // E[e^Y − 1 | Y > 0] = 1/(η − 1) and E[1 − e^(−Y) | Y > 0] = 1/(η + 1) for Y exponential with rate η
    const { probability, growth, shrinkage } = beyondGap(kou, { gap: 0.1, time: 0, afterJump: true })
    near(probability, exp(-6), 1e-12)
    near(growth, exp(-6) / 59, 1e-12)
    near(shrinkage, exp(-6) / 61, 1e-12)
    assert.deepEqual(beyondGap(kou, { gap: 0.1, time: 0, afterJump: false }), {
      probability: 0,
      growth: 0,
      shrinkage: 0,
    })
  })

  test('a gap of 40 mean jumps keeps its digits', () => {
    const still = { ...kou, logDrift: 0, vol: 0.001, intensity: 1e-3 }
    near(beyondGap(still, { gap: 40 / 60, time: 1e-6, afterJump: false }).probability, 1e-9 * 0.35 * exp(-40), 1e-7)
  })

  test('more jumps than it sums are refused by name', () =>
    assert.throws(() => beyondGap({ ...kou, intensity: 1e5 }, { gap: 0.1, time: 0.1, afterJump: false }), {
      name: 'ForecastInputError',
      field: 'intensity × latency',
    }))
})
