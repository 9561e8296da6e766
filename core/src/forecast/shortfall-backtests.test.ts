import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillUniforms, normalQuantile, randomStream, studentTQuantile } from '../math/index.ts'
import {
  shortfallNull,
  shortfallStatistics,
  simulatedCritical,
  simulatedPValue,
  type LossLaw,
} from './shortfall-backtests.ts'
import { normalTailRisk } from './tails.ts'

describe('shortfallStatistics', () => {
  test('by hand', () => {
    // of 4 losses two go beyond 2: 3/3 and 6/3 of the shortfall; expected number 4·0.25
    const record = { losses: [1, 3, 6, -1], valueAtRisk: [2, 2, 2, 2], expectedShortfall: [3, 3, 3, 3] }
    assert.deepEqual(shortfallStatistics(record, 0.75), { z1: -0.5, z2: -2, breaches: 2 })
    const calm = { ...record, losses: [1, 1, 1, 1] }
    assert.deepEqual(shortfallStatistics(calm, 0.75), { z1: null, z2: 1, breaches: 0 })
  })

  test('refuses a shortfall that is none', () => {
    const record = { losses: [1], valueAtRisk: [2], expectedShortfall: [0] }
    assert.throws(() => shortfallStatistics(record, 0.75), /expectedShortfall\[0\] = 0/)
    assert.throws(() => shortfallStatistics({ ...record, expectedShortfall: [1, 2] }, 0.75), /expectedShortfall.length/)
  })
})

const sampleOf = (law: LossLaw, stream: number, replications = 4000): ReturnType<typeof shortfallNull> =>
  shortfallNull({ law, periods: 250, confidence: 0.975, replications, stream: randomStream(3, stream) })

const normal = sampleOf({ kind: 'normal' }, 1)

describe('shortfallNull', () => {
  test('has mean 0', () => {
    for (const one of [normal.z1, normal.z2])
      assert.ok(Math.abs(one.reduce((sum, z) => sum + z, 0) / one.length) < 0.03)
  })

  // Acerbi & Szekely (2014), Table 3: 5 % critical values of Z₂ over 250 days at 97.5 %
  test('5 % critical values of Z₂ are the published −0.70 (normal) and −0.82 (Student t with 3)', () => {
    assert.ok(Math.abs(simulatedCritical(normal.z2, 0.05) + 0.7) < 0.04)
    const heavy = sampleOf({ kind: 'student-t', degrees: 3 }, 2)
    assert.ok(Math.abs(simulatedCritical(heavy.z2, 0.05) + 0.82) < 0.06)
  })

  test('a p-value is never 0 and grows with the statistic', () => {
    assert.equal(simulatedPValue(normal.z2, -100), 1 / 4001)
    assert.equal(simulatedPValue(normal.z2, 100), 1)
    assert.throws(() => simulatedPValue(new Float64Array(0), 0), /sortedNull.length = 0/)
  })
})

/** Share of 300 records of 250 losses, drawn with `lossOf` against a normal forecast at 97.5 %, that Z₁ and Z₂ reject at 5 %. */
const rejected = (lossOf: (uniform: number) => number, stream: number): { z1: number; z2: number } => {
  const { z1, z2 } = normal
  const risk = normalTailRisk(0.975)
  const draws = new Float64Array(250)
  const [valueAtRisk, expectedShortfall] = [draws.map(() => risk.valueAtRisk), draws.map(() => risk.expectedShortfall)]
  const counts = { z1: 0, z2: 0 }
  for (let replication = 0; replication < 300; replication += 1) {
    fillUniforms(randomStream(9, stream), replication * 250, draws)
    const seen = shortfallStatistics({ losses: draws.map(lossOf), valueAtRisk, expectedShortfall }, 0.975)
    if (seen.z1 !== null && simulatedPValue(z1, seen.z1) < 0.05) counts.z1 += 1 / 300
    if (simulatedPValue(z2, seen.z2) < 0.05) counts.z2 += 1 / 300
  }
  return counts
}

describe('size and power at 5 % over 250 periods', () => {
  test('a right model is rejected about one time in twenty', () => {
    const { z1, z2 } = rejected((u) => normalQuantile(u), 1)
    assert.ok(Math.abs(z1 - 0.05) < 0.035 && Math.abs(z2 - 0.05) < 0.035)
  })

  test('half as much volatility again is seen by Z₂, heavy tails at the same variance by Z₁', () => {
    assert.ok(rejected((u) => 1.5 * normalQuantile(u), 2).z2 > 0.95)
    assert.ok(rejected((u) => studentTQuantile(u, 3) / Math.sqrt(3), 3).z1 > 0.6)
  })
})
