import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../math/index.ts'
import { dieboldMariano } from './diebold-mariano.ts'

const TERMS = { bandwidth: 0, confidence: 0.95 }

describe('dieboldMariano', () => {
  test('ten pairs by hand', () => {
    // differences 0, 2, 0, 2, …: mean 1, γ₀ = 1, so √(1/10)·√(10/9) = 1/3; t₉ at 97.5 % is 2.262157
    const first = [3, 5, 3, 5, 3, 5, 3, 5, 3, 5]
    const found = dieboldMariano({ first, second: first.map(() => 3) }, TERMS)
    assert.ok(Math.abs(found.statistic - 3) < 1e-12)
    assert.ok(Math.abs(found.high - (1 + 2.2621571628 / 3)) < 1e-9)
    assert.ok(Math.abs(found.pValue - 0.0149563) < 1e-6) // two-sided, t₉ of 3
  })

  test('one lag by hand: neighbours of opposite sign take variance away', () => {
    // γ₁ = −0.9, weight ½: V = 1 − 0.9 = 0.1; small-sample factor (10 − 1 − 2 + 0.2)/10
    const first = [3, 5, 3, 5, 3, 5, 3, 5, 3, 5]
    const { standardError } = dieboldMariano({ first, second: first.map(() => 3) }, { ...TERMS, bandwidth: 1 })
    assert.ok(Math.abs(standardError - Math.sqrt(0.01 / 0.72)) < 1e-12)
  })

  test('swapping the forecasts turns the sign', () => {
    const [one, other] = [noise(100, 1), noise(100, 2)]
    const forth = dieboldMariano({ first: one, second: other }, TERMS)
    const back = dieboldMariano({ first: other, second: one }, TERMS)
    assert.equal(forth.low, -back.high)
    assert.equal(forth.pValue, back.pValue)
  })

  test('size and power at 5 % over 200 pairs with a memory of one period', () => {
    const share = (gap: number): number => {
      let count = 0
      for (let replication = 0; replication < 1000; replication += 1) {
        const draws = noise(201, 10 + replication)
        const first = draws.subarray(1).map((one, t) => one + 0.5 * (draws[t] ?? 0) + gap)
        if (dieboldMariano({ first, second: new Float64Array(200) }, { bandwidth: 4, confidence: 0.95 }).pValue < 0.05)
          count += 1 / 1000
      }
      return count
    }
    assert.ok(share(0) > 0.03 && share(0) < 0.09)
    assert.ok(share(0.4) > 0.9)
  })

  test('refuses losses that never differ by chance', () => {
    const flat = new Float64Array(50).fill(1)
    assert.throws(() => dieboldMariano({ first: flat, second: flat }, TERMS), /first - second = 50 times 0/)
    assert.throws(() => dieboldMariano({ first: flat, second: flat.subarray(1) }, TERMS), /second.length = 49/)
  })
})

const noise = (n: number, stream: number): Float64Array => {
  const out = new Float64Array(n)
  fillNormals(randomStream(31, stream), 0, out)
  return out
}
