import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { normalQuantile, studentTQuantile } from '../math/index.ts'
import { normalTailRisk, studentTTailRisk, unitStudentTTailRisk } from './tails.ts'

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got - wanted) <= relative * Math.abs(wanted), `${got} is not ${wanted}`)

/** Mean of the quantiles beyond the confidence, by the midpoint rule on a mesh that thins towards the end: u = s². */
const byQuantiles = (quantile: (tail: number) => number, tail: number): number => {
  const n = 4000
  let sum = 0
  for (let i = 0; i < n; i += 1) {
    const s = (i + 0.5) / n
    sum += quantile(tail * s ** 4) * 4 * s ** 3
  }
  return sum / n
}

describe('normalTailRisk', () => {
  test('at 99 % is 2.326 and 2.665', () => {
    const { valueAtRisk, expectedShortfall } = normalTailRisk(0.99)
    assert.equal(valueAtRisk.toFixed(3), '2.326')
    assert.equal(expectedShortfall.toFixed(3), '2.665')
  })

  test('the shortfall is the mean of the quantiles beyond', () =>
    near(
      normalTailRisk(0.975).expectedShortfall,
      byQuantiles((u) => -normalQuantile(u), 0.025),
      1e-6,
    ))

  test('refuses a confidence that is none', () => {
    assert.throws(() => normalTailRisk(1), /confidence = 1 is refused/)
    assert.throws(() => normalTailRisk(NaN), /confidence = NaN/)
  })
})

describe('studentTTailRisk', () => {
  test('the shortfall is the mean of the quantiles beyond', () => {
    for (const degrees of [2.5, 4, 30])
      near(
        studentTTailRisk({ degrees, confidence: 0.99 }).expectedShortfall,
        byQuantiles((u) => -studentTQuantile(u, degrees), 0.01),
        1e-5,
      )
  })

  test('many degrees are normal', () =>
    near(
      studentTTailRisk({ degrees: 1e7, confidence: 0.99 }).expectedShortfall,
      normalTailRisk(0.99).expectedShortfall,
      1e-6,
    ))

  test('at variance 1 four degrees shrink by √½', () => {
    const tail = { degrees: 4, confidence: 0.99 }
    near(unitStudentTTailRisk(tail).valueAtRisk, studentTTailRisk(tail).valueAtRisk * Math.SQRT1_2, 1e-15)
  })

  test('refuses degrees without a mean, or without a variance', () => {
    assert.throws(() => studentTTailRisk({ degrees: 1, confidence: 0.99 }), /degrees = 1 is refused/)
    assert.throws(() => unitStudentTTailRisk({ degrees: 2, confidence: 0.99 }), /degrees = 2 is refused/)
  })
})
