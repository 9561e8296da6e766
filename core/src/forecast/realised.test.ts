import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import { realisedVariance } from './realised.ts'

describe('realisedVariance', () => {
  test('four returns by hand', () => {
    // squares 1 + 4 + 1 + 4; bipower (π/2)·(4/3)·(2 + 2 + 2) = 4π is more, so nothing jumped
    assert.deepEqual(realisedVariance([1, -2, 1, 2]), { total: 10, continuous: 10 })
    // a lone 9 among ones: squares 84, bipower (π/2)·(4/3)·(1 + 9 + 9)
    const { total, continuous } = realisedVariance([1, 1, 9, 1])
    assert.equal(total, 84)
    assert.ok(Math.abs(continuous - ((Math.PI / 2) * 4 * 19) / 3) < 1e-12)
  })

  test('without jumps both estimate the same variance, and a jump hardly moves the continuous part', () => {
    const returns = new Float64Array(20000)
    fillNormals(randomStream(1, 1), 0, returns)
    const calm = realisedVariance(returns)
    assert.ok(Math.abs(calm.continuous / calm.total - 1) < 0.03)
    const jumped = realisedVariance(returns.map((one, i) => (i === 777 ? 100 : one)))
    assert.ok(jumped.total / calm.total > 1.45)
    assert.ok(jumped.continuous / calm.continuous < 1.03)
  })

  test('refuses one return, and NaN', () => {
    assert.throws(() => realisedVariance([1]), /returns.length = 1 is refused; allowed: at least 2/)
    assert.throws(() => realisedVariance([1, NaN]), /returns\[1\] = NaN/)
  })
})
