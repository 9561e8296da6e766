import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { formatRatio } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { leastDistance } from './least-distance.ts'

describe('leastDistance', () => {
  const rank = leastDistance.create({})
  // 10 BTC lots need 100.
  for (const [cash, expected] of [
    ['50', '0.5'],
    ['100', '1'],
    ['0', '0'],
    ['-25', '-0.25'],
  ] as const)
    test(`equity ${cash} of a requirement of 100 ranks ${expected}`, () => {
      assert.equal(formatRatio(rank(viewOf({ account: holder(cash, [atMark('BTC-PERP', 10n)]) }))), expected)
    })
  test('a debt without positions goes before all, cash without positions after all', () => {
    const debt = rank(viewOf({ account: holder('-1', []) }))
    const cash = rank(viewOf({ account: holder('1', []) }))
    const worst = rank(viewOf({ account: holder('-1000000', [atMark('SOL-PERP', 1n)]) }))
    assert.ok(debt < worst && worst < cash)
  })
  test('rounds down, towards more urgent', () => {
    // 30 BTC lots need 300.
    const third = rank(viewOf({ account: holder('100', [atMark('BTC-PERP', 30n)]) }))
    assert.equal(formatRatio(third), '0.333333333333333333')
  })
})
