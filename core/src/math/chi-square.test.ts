import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chiSquareTail } from './chi-square.ts'
import { normalUpperTail } from './normal.ts'

describe('chiSquareTail', () => {
  // Abramowitz and Stegun, table 26.8: points exceeded with the given probability
  const rows = [
    [3.84146, 1, 0.05],
    [6.6349, 1, 0.01],
    [5.99146, 2, 0.05],
    [11.0705, 5, 0.05],
    [18.307, 10, 0.05],
    [31.4104, 20, 0.05],
    [124.342, 100, 0.05],
  ] as const
  for (const [x, degrees, p] of rows)
    test(`of ${x} with ${degrees} is ${p}`, () => assert.ok(Math.abs(chiSquareTail(x, degrees) / p - 1) < 1e-4))

  test('of a square: both tails of the normal law, far out too', () => {
    for (const z of [0.1, 1, 3, 12, 30])
      assert.ok(Math.abs(chiSquareTail(z * z, 1) / (2 * normalUpperTail(z)) - 1) < 1e-12)
  })

  test('of two degrees: e^(−x/2)', () => assert.ok(Math.abs(chiSquareTail(50, 2) / Math.exp(-25) - 1) < 1e-13))

  test('outside: 1 below, NaN for other degrees and NaN', () => {
    assert.equal(chiSquareTail(-1, 3), 1)
    assert.ok(
      Number.isNaN(chiSquareTail(1, 0)) &&
        Number.isNaN(chiSquareTail(1, 1.5)) &&
        Number.isNaN(chiSquareTail(Number.NaN, 2)),
    )
  })
})
