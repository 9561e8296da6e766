import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { benchCross, benchIsolated } from './watch-scale.ts'
import { soak } from './watch-soak.ts'

describe('soak', () => {
  test('over 1 000 ticks of all kinds of accounts the watch is never late, misses nobody and names nobody in vain', () => {
    const { fresh, late, missed, false: wrong, looks, sweepLooks } = soak(1_000)
    assert.deepEqual([late, missed, wrong], [0, 0, 0])
    assert.ok(fresh > 600, `only ${fresh} accounts were named anew`)
    assert.ok(looks * 10 < sweepLooks, `${looks} of ${sweepLooks}`)
  })
})

// their ratios mean nothing at this size; they throw when screen and index name different accounts
const small = { accounts: 3_000, markets: 10, rounds: 3, ticks: 50 }

describe('benchCross', () => {
  test('screen and index name the same cross accounts through ticks and falls', () => {
    const { measurements } = benchCross(small)
    assert.deepEqual(
      measurements.map(({ floor }) => floor),
      [1_000, 1 / 3],
    )
    for (const { ratio, perSec } of measurements) assert.ok(ratio > 0 && perSec > 0)
  })
})

describe('benchIsolated', () => {
  test('screen and index name the same isolated accounts through ticks and churn', () => {
    assert.equal(benchIsolated(small).measurements.length, 1)
  })
})
