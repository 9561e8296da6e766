import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hawkesMoments } from './hawkes-moments.ts'

describe('hawkesMoments', () => {
  // Laub, Lee, Taimre, The Elements of Hawkes Processes (2021): numbers of the reference implementation of the book.
  test('as the book computes them', () => {
    const got = hawkesMoments({ baseline: 0.1, jump: 1.8, decay: 2, bin: 1, gap: 2 })
    assert.ok(Math.abs(got.meanIntensity - 1) < 1e-14)
    assert.ok(Math.abs(got.printedVariance - 1.8428838885091854) < 1e-13)
    assert.ok(Math.abs(got.autocovariance - 5.451370146289988) < 1e-12)
  })

  test('of a Poisson stream: variance is mean, nothing is shared', () => {
    const got = hawkesMoments({ baseline: 3, jump: 0, decay: 2, bin: 0.5, gap: 0 })
    assert.deepEqual(got, { meanIntensity: 3, meanCount: 1.5, variance: 1.5, printedVariance: 1.5, autocovariance: 0 })
  })

  // Var of a bin of 2 = 2·Var of a bin of 1 + 2·Cov of neighbours
  test('the variance of a bin is that of its halves and what they share', () => {
    const law = { baseline: 0.7, jump: 1.1, decay: 1.9, gap: 0 }
    const [half, whole] = [hawkesMoments({ ...law, bin: 1 }), hawkesMoments({ ...law, bin: 2 })]
    assert.ok(Math.abs(whole.variance - 2 * half.variance - 2 * half.autocovariance) < 1e-12)
  })

  for (const jump of [2, 2.5])
    test(`a jump of ${jump} at decay 2 has no stationary stream`, () =>
      assert.throws(
        () => hawkesMoments({ baseline: 1, jump, decay: 2, bin: 1, gap: 0 }),
        /jump = .* is refused; allowed: 0 to/,
      ))
})
