import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { kolmogorovTail } from './kolmogorov.ts'

describe('kolmogorovTail', () => {
  // Smirnov's table (1948): points that are exceeded with probability 20, 10, 5, 2, 1 and 0.1 %
  const rows = [
    [1.0727, 0.2],
    [1.2238, 0.1],
    [1.3581, 0.05],
    [1.5174, 0.02],
    [1.6276, 0.01],
    [1.9495, 0.001],
  ] as const
  for (const [x, p] of rows)
    test(`of ${x} is ${p}`, () => assert.ok(Math.abs(kolmogorovTail(x) / p - 1) < 5e-4, `${kolmogorovTail(x)}`))

  test('both series agree where they meet, and it falls from 1 to 0', () => {
    const alternating = (x: number): number => {
      let sum = 0
      for (let k = 1; k <= 50; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x)
      return sum
    }
    for (const x of [0.6, 0.9, 1.17, 1.19, 1.5]) assert.ok(Math.abs(kolmogorovTail(x) - alternating(x)) < 1e-14)
    assert.equal(kolmogorovTail(0), 1)
    assert.equal(kolmogorovTail(0.05), 1)
    assert.equal(kolmogorovTail(40), 0)
  })
})
