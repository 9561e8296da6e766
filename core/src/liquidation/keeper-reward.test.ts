import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio, ratioOf, RATIO_ONE } from '../units/index.ts'
import { flagReward, keeperReward, rawFlagReward } from './keeper-reward.ts'

describe('rawFlagReward', () => {
  test('sums shares of values, longs and shorts alike, and rounds down once', () =>
    assert.equal(
      rawFlagReward([
        { size: 150n, price: RATIO_ONE, ratio: ratioOf('0.01') },
        { size: -50n, price: ratio(3n * RATIO_ONE), ratio: ratioOf('0.01') },
      ]),
      3n,
    ))
})

describe('flagReward', () => {
  const rows = [
    [5n, 10n],
    [10n, 10n],
    [15n, 15n],
    [25n, 20n],
  ] as const
  for (const [raw, paid] of rows)
    test(`${raw} pays ${paid}`, () => assert.equal(flagReward(raw, { least: 10n, most: 20n }), paid))
})

describe('keeperReward', () => {
  const reward = (flagged: bigint, cost: bigint, collateral: bigint, profit = '0') =>
    keeperReward(
      { least: 5n, most: 100n, profit: ratioOf(profit), scaling: ratioOf('0.1') },
      { flagged, cost, collateral },
    )
  const rows: readonly (readonly [string, bigint, bigint])[] = [
    ['the flag reward and the cost', reward(20n, 3n, 1_000n), 23n],
    ['at least the minimum over the cost', reward(1n, 3n, 1_000n), 8n],
    ['at least the profit on the cost', reward(1n, 20n, 1_000n, '0.5'), 30n],
    ['no more than a share of the collateral', reward(20n, 3n, 150n), 15n],
    ['no more than the most', reward(200n, 3n, 10_000n), 100n],
    ['without collateral the most alone bounds it', reward(20n, 3n, 0n), 23n],
  ]
  for (const [rule, got, expected] of rows) test(rule, () => assert.equal(got, expected))
})
