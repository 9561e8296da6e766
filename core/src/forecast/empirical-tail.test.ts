import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { empiricalTailRisk, harrellDavis, weightedTailRisk } from './empirical-tail.ts'

const near = (got: number, wanted: number, within = 1e-12): void =>
  assert.ok(Math.abs(got - wanted) <= within * Math.abs(wanted), `${got} is not ${wanted}`)

describe('harrellDavis', () => {
  const powers = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]

  test('powers of two, as SciPy 1.17 hdquantiles has them', () => {
    near(harrellDavis(powers, 0.5), 37.4496507, 1e-8)
    near(harrellDavis(powers, 0.9), 392.60848549, 1e-8)
  })

  test('the median of a symmetric sample is its centre, and one value is itself', () => {
    near(harrellDavis([1, 3, 4, 6, 8, 9, 11], 0.5), 6)
    assert.equal(harrellDavis([5], 0.3), 5)
  })

  test('refuses what does not rise', () => {
    assert.throws(() => harrellDavis([2, 1], 0.5), /sorted\[1\] = 1 is refused/)
    assert.throws(() => harrellDavis([], 0.5), /at least 1/)
    assert.throws(() => harrellDavis([1, 2], 1), /share = 1/)
  })
})

describe('weightedTailRisk', () => {
  test('counts the loss at the edge in part', () => {
    // worst quarter of ten alike: 10 and 9 in full and half of 8
    const losses = [3, 1, 10, 2, 8, 9, 4, 5, 6, 7]
    const risk = weightedTailRisk({ losses, weights: losses.map(() => 1) }, 0.75)
    assert.equal(risk.valueAtRisk, 8)
    near(risk.expectedShortfall, (10 + 9 + 4) / 2.5)
  })

  test('old losses of little weight hardly count', () => {
    const risk = weightedTailRisk({ losses: [100, 1, 2, 3], weights: [0.001, 1, 1, 1] }, 0.5)
    near(risk.expectedShortfall, (0.1 + 3 + 2 * 0.4995) / 1.5005)
  })

  test('refuses a confidence that the sample cannot speak of', () => {
    const losses = Array.from({ length: 50 }, (_, i) => i)
    const weights = losses.map(() => 1)
    assert.throws(() => weightedTailRisk({ losses, weights }, 0.99), /allowed: at most 0.98 with this sample/)
    assert.throws(() => weightedTailRisk({ losses, weights: weights.map(() => 0) }, 0.9), /confidence/)
  })
})

describe('empiricalTailRisk', () => {
  test('of a uniform sample is near 0.95 and 0.975', () => {
    const losses = Array.from({ length: 2000 }, (_, i) => (((i * 7919) % 2000) + 0.5) / 2000)
    const { valueAtRisk, expectedShortfall } = empiricalTailRisk(losses, 0.95)
    near(valueAtRisk, 0.95, 1e-3)
    near(expectedShortfall, 0.975, 1e-9)
  })
})
