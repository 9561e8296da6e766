import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf, ticks } from '../units/index.ts'
import { atMark, book, holder, viewOf } from './fixtures.ts'
import { untouchedAt, untouchedNow, withCash } from './untouched.ts'

const view = viewOf({ account: holder('1000', [atMark('BTC-PERP', 100n)]) })

describe('untouched', () => {
  test('keeps the lowest health that the account would have had', () => {
    const found = untouchedNow(view)
    assert.equal(found.lowest, ratioOf('1'))
    assert.equal(untouchedAt(found, { ...view, account: holder('900', []) }), found)
    const marks = new Map([...view.marks, ['BTC-PERP', ticks(49_500n)] as const])
    // 500 of 990
    assert.equal(untouchedAt(found, { ...view, marks }).lowest, ratioOf('0.505050505050505050'))
  })
  test('counts cash that comes in', () => {
    const topped = withCash(untouchedNow(view), { asset: 'USDC', atoms: view.maintenance.equity })
    assert.equal(topped.balances[0]?.atoms, 2n * view.maintenance.equity)
  })
  test('sees the market that it was found in', () => {
    const positions = [atMark('BTC-PERP', 100n), atMark('ETH-PERP', -100n)]
    // 49 500 is 1 % away, 49 499 is beyond; 50 000 of BTC at 0.5 a year and 25 000 of ETH at 0.8
    const books = [
      book(
        'BTC-PERP',
        [
          [49_900n, 60n],
          [49_500n, 90n],
          [49_499n, 900n],
        ],
        [],
      ),
      book('ETH-PERP', [], [[25_100n, 500n]]),
    ]
    const volatility = (id: string) => ratioOf(id === 'BTC-PERP' ? '0.5' : '0.8')
    const found = untouchedNow({ ...viewOf({ account: holder('9000', positions), books }), volatility })
    assert.deepEqual([found.depth, found.volatility], [ratioOf('1.5'), ratioOf('0.6')])
    const dust = [...positions, atMark('SOL-PERP', -1n)]
    assert.equal(untouchedNow(viewOf({ account: holder('9000', dust), books })).depth, ratioOf('1.5'))
  })
})
