import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** Long 20 BTC from 60 000 with 20 000 of margin: 1 % up to 1 000 000 and 2.5 % of what is above. */
const trader = person({ id: 'trader', cash: '20000', btc: { size: '20', entry: '60000' } })

const at = (time: string, btc: string, ...bids: NonNullable<Moment['bids']>): Moment => ({
  at: `2024-08-05T${time}Z`,
  btc,
  bids,
})

const moments = [
  at('02:00:00', '60000', ['59990', '5']),
  at('02:00:01', '59720', ['59700', '0.4'], ['59680', '5']), // 14 400 of 14 860: zero price 59 000
  at('02:00:02', '59650', ['58900', '5']), // 0.9052: zero price 58 998.1, nobody there
  at('02:00:03', '59500', ['58700', '5']), // 0.7005
  at('02:00:04', '59340', ['58700', '5']), // 6 651.10 of 13 858.38: under two thirds
]

describe('lighter on 2024-08-05', () => {
  // Worked with integers of atoms, lots and ticks by a script of its own; a fill pays 5 basis points, which no row shows.
  const first = [
    ['2024-08-05T02:00:01.000Z', 'sold', '0.4 BTC-PERP', '59700', '1.009'],
    // a hundredth of 23 880
    ['2024-08-05T02:00:01.000Z', 'penalty to fund-btc', '238.8 USDC', '', '0.9914'],
    ['2024-08-05T02:00:01.000Z', 'sold', '0.1471 BTC-PERP', '59680', '1.0065'],
    ['2024-08-05T02:00:01.000Z', 'penalty to fund-btc', '87.78928 USDC', '', '1'],
  ] as const
  test('docs/policies/lighter.md tells what happens', () =>
    assert.deepEqual(timelineOf('lighter', trader, moments, { fund: '0', vault: '1000000' }), [
      ...first,
      ['2024-08-05T02:00:04.000Z', 'given to vault', '19.4529 BTC-PERP', '58998.1', 'flat'],
    ]))
  test('a pool without capital carries nothing: all of it is deleveraged at the same price', () => {
    const rows = timelineOf('lighter', trader, moments, { fund: '0', vault: '0' })
    assert.deepEqual(rows, [
      ...first,
      ['2024-08-05T02:00:04.000Z', 'deleveraged against world', '19.4529 BTC-PERP', '58998.1', 'flat'],
    ])
  })
})
