import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { formatRatio, ratioOf } from '../units/index.ts'
import { breachDepth } from './breach-depth.ts'
import { atMark, holder, viewOf } from './fixtures.ts'

// 100 BTC lots: requirement 1 000.
describe('breachDepth', () => {
  for (const [cash, level, depth] of [
    ['1000', '1', '0'],
    ['1000', '1.5', '0.5'],
    ['2000', '1', '0'],
    ['250', '1', '0.75'],
    ['999.999999', '1', '0.000000001'],
    ['-500', '1', '1.5'],
  ] as const)
    test(`equity ${cash} of 1 000 lies ${depth} under ${level}`, () => {
      const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', 100n)]) })
      assert.equal(formatRatio(breachDepth(view, ratioOf(level))), depth)
    })
  test('nothing is breached without a requirement', () => {
    assert.equal(breachDepth(viewOf({ account: holder('0', []) }), ratioOf('1')), 0n)
  })
})
