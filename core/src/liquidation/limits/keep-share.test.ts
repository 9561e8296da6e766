import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { measure } from '../../margin/index.ts'
import { changeAccount, tradeChange } from '../../accounts/index.ts'
import { lots, ticks } from '../../units/index.ts'
import { atMark, btc, draft, holder, leg, marks, rules, shown, viewOf } from '../fixtures.ts'
import { keepShare } from './keep-share.ts'

const limited = (cash: string, size: bigint, keep: string) => {
  const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', size)]) })
  return keepShare.create({ keep })(view, draft(leg('BTC-PERP', -size)))
}

// 100 lots of 500 require 1 000; a tick moves 1 USDC a lot of 0.01
describe('keep-share', () => {
  const rows = [
    ['1000', 100n, '0.7', 'BTC-PERP -100@49700'],
    ['1000', -100n, '0.7', 'BTC-PERP 100@50300'],
    ['700', 100n, '0.7', 'BTC-PERP -100@50000'],
    ['500', 100n, '0.7', 'BTC-PERP -100@50200'],
    ['999.5', 100n, '0.7', 'BTC-PERP -100@49701'],
    ['999.5', -100n, '0.7', 'BTC-PERP 100@50299'],
    ['1000', 100n, '0', 'BTC-PERP -100@49000'],
  ] as const
  for (const [cash, size, keep, expected] of rows)
    test(`${size} lots with ${cash} keep ${keep}: ${expected}`, () =>
      assert.equal(shown(limited(cash, size, keep).legs).join(), expected))

  test('closing at the limit leaves the share', () => {
    const account = holder('1000', [atMark('BTC-PERP', 100n)])
    const closed = changeAccount(account, tradeChange(account, btc, lots(-100n), ticks(49_700n)))
    assert.equal(measure(rules, closed, marks, 'maintenance').equity, 700_000_000n)
  })
  test('a leg without a position is dropped', () => {
    const view = viewOf({ account: holder('1000', [atMark('BTC-PERP', 100n)]) })
    const result = keepShare.create({ keep: '0.5' })(view, draft(leg('ETH-PERP', -1n)))
    assert.deepEqual(result.legs, [])
    assert.equal(result.reasons[0]?.bound, true)
  })
  test('more than the whole requirement is refused', () =>
    assert.equal(keepShare.check({ keep: '1.2' })[0]?.field, 'keep'))
})
