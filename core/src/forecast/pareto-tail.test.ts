import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fitParetoTail, paretoTailRisk } from './pareto-tail.ts'

/** Mid-quantiles of a generalised Pareto law with scale 2. */
const quantiles = (n: number, shape: number): number[] =>
  Array.from({ length: n }, (_, i) => (2 * ((1 - (i + 0.5) / n) ** -shape - 1)) / shape)

/** As many losses below the threshold 10, the largest of them 10 itself. */
const withBody = (tail: readonly number[]): number[] => [...tail.map((one) => 10 + one), ...tail.map((_, i) => 10 - i)]

describe('fitParetoTail', () => {
  test('40 excesses as SciPy 1.17 fits them', () => {
    const tail = fitParetoTail(withBody(quantiles(40, 0.3)), 0.5)
    assert.equal(tail.threshold, 10)
    assert.equal(tail.beyond, 40)
    assert.ok(Math.abs(tail.shape - 0.2605475) < 1e-6)
    assert.ok(Math.abs(tail.scale - 2.0563738) < 1e-6)
    assert.ok(Math.abs(tail.logLikelihood + 79.25966743) < 1e-7)
  })

  test('comes near what made them, thin and heavy', () => {
    for (const shape of [-0.3, 0.05, 0.4, 0.9]) {
      const tail = fitParetoTail(withBody(quantiles(4000, shape)), 0.5)
      assert.ok(Math.abs(tail.shape - shape) < 0.02, `${tail.shape} for ${shape}`)
      assert.ok(Math.abs(tail.scale - 2) < 0.05)
    }
  })

  test('refuses too few losses, or ones that are all the same', () => {
    assert.throws(() => fitParetoTail(quantiles(100, 0.3), 0.1), /losses beyond = 10 is refused; allowed: at least 20/)
    const same = [...Array.from({ length: 50 }, () => 3), ...Array.from({ length: 50 }, () => 1)]
    assert.throws(() => fitParetoTail(same, 0.5), /losses that differ/)
  })
})

describe('paretoTailRisk', () => {
  const tail = { threshold: 10, shape: 0.5, scale: 2, beyond: 100, count: 1000, logLikelihood: 0 }

  test('by hand: at 99.9 % of a tail of a tenth', () => {
    // excess (2/0.5)(0.01^−0.5 − 1) = 36, so VaR 46 and ES (46 + 2 − 5)/0.5
    const { valueAtRisk, expectedShortfall } = paretoTailRisk(tail, 0.999)
    assert.ok(Math.abs(valueAtRisk - 46) < 1e-9)
    assert.ok(Math.abs(expectedShortfall - 86) < 1e-9)
  })

  test('shape 0 is exponential', () => {
    const { valueAtRisk, expectedShortfall } = paretoTailRisk({ ...tail, shape: 0 }, 0.99)
    assert.ok(Math.abs(valueAtRisk - (10 + 2 * Math.log(10))) < 1e-9)
    assert.ok(Math.abs(expectedShortfall - valueAtRisk - 2) < 1e-9)
  })

  test('refuses to speak below its threshold, or of a mean that is infinite', () => {
    assert.throws(() => paretoTailRisk(tail, 0.89), /confidence = 0.89 is refused; allowed: 0.9 to/)
    assert.throws(() => paretoTailRisk({ ...tail, shape: 1 }, 0.99), /shape = 1 is refused/)
  })
})
