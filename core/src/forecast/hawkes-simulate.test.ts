import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomStream } from '../math/index.ts'
import { hawkesMoments } from './hawkes-moments.ts'
import { simulateHawkes } from './hawkes-simulate.ts'
import type { HawkesLaw } from './hawkes.ts'

const LAW: HawkesLaw = { baseline: { kind: 'constant', rate: 0.5 }, jump: 1.2, decay: 2 }

describe('simulateHawkes', () => {
  test('counts in bins have the mean and the variance of the closed form', () => {
    const bins = 20_000
    const counts = new Float64Array(bins)
    for (const time of simulateHawkes(LAW, bins, randomStream(5, 0)))
      counts[Math.floor(time)] = (counts[Math.floor(time)] ?? 0) + 1
    const wanted = hawkesMoments({ baseline: 0.5, jump: 1.2, decay: 2, bin: 1, gap: 0 })
    const mean = counts.reduce((sum, count) => sum + count, 0) / bins
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / bins
    assert.ok(Math.abs(mean - wanted.meanCount) < 0.05, `${mean} against ${wanted.meanCount}`)
    assert.ok(Math.abs(variance / wanted.variance - 1) < 0.08, `${variance} against ${wanted.variance}`)
    assert.ok(variance > 1.5 * wanted.printedVariance)
  })

  test('a longer window starts with the shorter one', () => {
    const [short, long] = [10, 50].map((until) => [...simulateHawkes(LAW, until, randomStream(1, 2))])
    assert.deepEqual(long?.slice(0, short?.length), short)
  })

  test('a piece without a rate brings no events of its own', () => {
    const law: HawkesLaw = { baseline: { kind: 'steps', width: 10, rates: [0, 4] }, jump: 0, decay: 1 }
    assert.ok((simulateHawkes(law, 20, randomStream(1, 3))[0] ?? 0) >= 10)
    assert.equal(simulateHawkes({ ...law, baseline: { kind: 'constant', rate: 0 } }, 20, randomStream(1, 3)).length, 0)
  })

  test('a stream that explodes is refused by name', () =>
    assert.throws(() => simulateHawkes({ ...LAW, jump: 2 }, 1, randomStream(1, 1)), /branching ratio = 1 is refused/))
})
