import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ratio } from '../../units/index.ts'
import { holder, viewOf } from '../fixtures.ts'
import { proportionalPath } from '../path.ts'
import { fraction } from './fraction.ts'

describe('fraction', () => {
  // steps × 0.2, rounded up
  for (const [steps, step] of [
    [0n, 0n],
    [1n, 1n],
    [5n, 1n],
    [6n, 2n],
    [1000n, 200n],
    [1001n, 201n],
  ] as const)
    test(`a fifth of ${steps} steps is ${step}`, () => {
      const path = proportionalPath([{ instrument: 'BTC-PERP', size: lots(steps) }], {})
      const sized = fraction.create({ share: '0.2' })(viewOf({ account: holder('1', []) }), path, ratio(0n))
      assert.equal(sized.step, step)
    })
  test('refuses nothing and more than all', () => {
    assert.equal(fraction.check({ share: '0' }).length, 1)
    assert.equal(fraction.check({ share: '1.01' }).length, 1)
    assert.deepEqual(fraction.check({ share: '1' }), [])
  })
})
