import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp } from '../math/index.ts'
import { touchProbabilityGbm } from './first-passage-gbm.ts'
import { passageKou } from './first-passage-kou.ts'
import { kouLogDrift, totalVol, type KouDynamics } from './kou-dynamics.ts'
import { deviations, estimate, increment, simulateArrival, turned } from './passage.fixtures.ts'

const paper: KouDynamics = {
  kind: 'kou',
  logDrift: 0.1,
  vol: 0.2,
  intensity: 3,
  upProbability: 0.5,
  upRate: 50,
  downRate: 100 / 3,
}
const crypto: KouDynamics = {
  ...paper,
  logDrift: 0,
  vol: 0.6,
  intensity: 60,
  upProbability: 0.35,
  upRate: 60,
  downRate: 40,
}

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('passageKou', () => {
  // Kou & Wang 2003, section 5: 0.25584 for b = 0.3, t = 1; the others by de Hoog's inversion in 30 digits
  for (const [name, kou, level, time, wanted] of [
    ['the example of the paper', paper, 0.3, 1, 0.2558430400814394],
    ['five percent down within an hour', crypto, -0.05, 1 / 8760, 0.0007078757033675776],
    ['one percent down within a week', crypto, -0.01, 7 / 365, 0.9166072500835615],
  ] as const)
    test(`published: ${name}`, () =>
      assert.ok(Math.abs(passageKou(kou, { levelRatio: exp(level), time }).probability - wanted) < 1e-11))

  for (const [seed, kou, level, time] of [
    [1, crypto, -0.05, 1 / 365],
    [2, crypto, 0.08, 7 / 365],
    [3, { ...crypto, logDrift: -8, intensity: 200, upProbability: 0.1 }, -0.1, 7 / 365],
    [4, { ...paper, upProbability: 1 }, 0.2, 1],
    [5, { ...paper, upProbability: 0 }, 0.2, 1],
  ] as const)
    test(`simulated with exact bridges, seed ${seed}: the passage, its jumps and how far they go`, () => {
      const { probability, byJump, overshootRate } = passageKou(kou, { levelRatio: exp(level), time })
      const upward = level > 0 ? kou : turned(kou)
      const arrivals = (value: (over: number | null) => number) =>
        estimate(seed, 20_000, (draws) => {
          const arrival = simulateArrival(upward, Math.abs(level), time, draws)
          return arrival.kind === 'never' ? 0 : value(arrival.kind === 'jumped' ? arrival.over : null)
        })
      assert.ok(
        deviations(
          arrivals(() => 1),
          probability,
        ) < 4,
      )
      if (byJump > 0.001) {
        assert.ok(
          deviations(
            arrivals((over) => (over === null ? 0 : 1)),
            byJump,
          ) < 4,
        )
        assert.ok(
          deviations(
            arrivals((over) => over ?? 0),
            byJump / overshootRate,
          ) < 4,
        )
      }
    })

  test('without jumps it is the closed form, and all but without jumps too', () => {
    const calm = { ...paper, intensity: 0 }
    const gbm = { kind: 'gbm', drift: 0.1 + 0.02, vol: 0.2 } as const
    for (const levelRatio of [0.99, 0.9, 1.3]) {
      const wanted = touchProbabilityGbm(gbm, { levelRatio, time: 0.1 })
      assert.equal(passageKou(calm, { levelRatio, time: 0.1 }).probability, wanted)
      near(passageKou({ ...paper, intensity: 1e-12 }, { levelRatio, time: 0.1 }).probability, wanted, 1e-9)
    }
  })

  test('a level so far that only one jump leads there keeps its digits: λ·t·p·e^(−η·b)', () => {
    // σ²t and λt are so small that nothing but one jump counts, to η·σ√t = 5e-5
    const still = { ...paper, logDrift: 0, vol: 0.001, intensity: 1e-3 }
    near(passageKou(still, { levelRatio: exp(0.5), time: 1e-6 }).probability, 1e-9 * 0.5 * exp(-25), 5e-5)
  })

  test('at the level it is certain, at time 0 it is not there', () => {
    assert.equal(passageKou(paper, { levelRatio: 1, time: 0 }).probability, 1)
    assert.equal(passageKou(paper, { levelRatio: 1.01, time: 0 }).probability, 0)
  })

  for (const [field, change] of [
    ['vol', { vol: 0 }],
    ['intensity', { intensity: -1 }],
    ['upProbability', { upProbability: 1.1 }],
    ['upRate', { upRate: 1 }],
    ['downRate', { downRate: NaN }],
  ] as const)
    test(`${field} out of range is refused by name`, () =>
      assert.throws(() => passageKou({ ...paper, ...change }, { levelRatio: 1.1, time: 1 }), {
        name: 'ForecastInputError',
        field,
      }))
})

describe('kouLogDrift and totalVol', () => {
  test('the price grows at the drift: simulated mean of e^X over a year', () => {
    const kou = { ...paper, logDrift: kouLogDrift(paper, 0.1) }
    const grown = estimate(7, 20_000, (draws) => exp(increment(kou, 1, draws)))
    assert.ok(deviations(grown, exp(0.1)) < 4)
  })
  // 0.04 + 2·3·(0.5/2500 + 0.5·9/10000) = 0.0439
  test('variance adds up', () => near(totalVol(paper), Math.sqrt(0.0439), 1e-14))
})
