import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { math } from '@ebbline/core'
import type { PeriodSeries } from './periods.ts'
import { tailSkill } from './tail-skill.ts'

/** Days whose volatility swings threefold over 200 days, with Student t moves 1.4 times as wide as their bars show. */
const days = (n: number, degrees: number): PeriodSeries => {
  const draws = new Float64Array(n)
  math.fillUniforms(math.randomStream(51, degrees), 0, draws)
  const noise = new Float64Array(n)
  math.fillNormals(math.randomStream(52, degrees), 0, noise)
  const variance = noise.map((one, t) => 1e-3 * Math.exp(1.1 * Math.sin(t / 32) + 0.3 * one))
  const unit = 1.4 * Math.sqrt((degrees - 2) / degrees)
  return {
    time: Float64Array.from(draws, (_, t) => t * 86_400_000),
    variance,
    continuous: variance.map((one, t) => one / (1 + 0.1 * (t % 7))),
    change: draws.map((u, t) => Math.sqrt(variance[t] ?? 0) * unit * math.studentTQuantile(u, degrees)),
    left: 0,
  }
}

describe('tailSkill', () => {
  const found = tailSkill(days(2000, 5), 0.99)
  const of = (method: string): (typeof found)[number] => {
    const one = found.find((skill) => skill.method === method)
    assert.ok(one !== undefined)
    return one
  }

  test('moves wider than bars show refute the normal law, and not what is read off past moves', () => {
    assert.ok(of('ewma-normal').tests.coverage.pValue < 0.001 && of('ewma-normal').z2PValue < 0.001)
    for (const method of ['filtered', 'filtered-pareto']) {
      assert.ok(of(method).tests.conditional.pValue > 0.05)
      assert.ok(of(method).z2PValue > 0.05)
    }
  })

  test('all methods are judged on the same days', () => {
    assert.deepEqual(
      found.map(({ days: judged }) => judged),
      [1135, 1135, 1135, 1135],
    )
  })

  test('refuses a series that is too short', () => {
    assert.throws(() => tailSkill(days(865, 4), 0.99), /days = 865 is refused; allowed: at least 866/)
  })
})
