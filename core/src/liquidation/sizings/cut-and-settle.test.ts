import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { measure } from '../../margin/index.ts'
import { largestPosition } from '../directions/largest-position.ts'
import { atMark, holder, marks, rules, shown, viewOf } from '../fixtures.ts'
import { ratioOf } from '../../units/index.ts'
import { tradeAtMark } from '../trade-at-mark.ts'
import { cutAndSettleSizing } from './cut-and-settle.ts'

const slice = (cash: string, size: bigint, fee = '0', settleFee = '0') => {
  const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', size)]) })
  const path = largestPosition.create({ by: 'notional' })(view)
  const sized = cutAndSettleSizing.create({ settleFee })(view, path, ratioOf(fee))
  return { view, legs: path.at(sized.step), reachable: sized.reachable }
}

// a lot of 500 requires 20 at the initial level; 100 lots require 2 000
describe('cut-and-settle', () => {
  const rows = [
    ['1000', 100n, '0', 'BTC-PERP -50'],
    ['1000', -100n, '0', 'BTC-PERP 50'],
    ['1999.99', 100n, '0', 'BTC-PERP -1'],
    ['2000', 100n, '0', ''],
    // 1 000 / (20 - 2.5)
    ['1000', 100n, '0.005', 'BTC-PERP -58'],
    // a lot costs more than it frees
    ['1000', 100n, '0.05', ''],
  ] as const
  for (const [cash, size, fee, expected] of rows)
    test(`${size} lots with ${cash} at a fee of ${fee}: ${expected}`, () =>
      assert.equal(shown(slice(cash, size, fee).legs).join(), expected))

  test('the slice restores the initial level, and one lot less does not', () => {
    const { view, legs } = slice('1234.56', 100n)
    const after = measure(rules, tradeAtMark(view, legs), marks, 'initial')
    assert.ok(after.equity >= after.requirement)
    assert.ok(after.equity < after.requirement + 20_000_000n)
  })
  test('it says where even everything is not enough', () => assert.equal(slice('-100', 100n).reachable, false))
  test('a fee above one is refused', () =>
    assert.equal(cutAndSettleSizing.check({ settleFee: '1.5' })[0]?.field, 'settleFee'))
})
