import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment, type Row } from './timeline.fixtures.ts'

/** Long 2 BTC from 60 000 with 1 200 of margin: the requirement is 1 % of notional. */
const trader = person({ id: 'trader', cash: '1200', btc: { size: '2', entry: '60000' } })

const at = (time: string, btc: string, bid: string): Moment => ({
  at: `2024-08-05T${time}Z`,
  btc,
  bids: [[bid, '5']],
})

const moments = [
  at('01:00:00', '60000', '59990'), // 1 200 of 1 200: not below
  at('01:00:01', '59950', '59900'), // 1 100 of 1 199: fillable from 59 875.8 on, bankrupt at 59 400
  at('01:00:02', '59600', '59540'), // 360 of 1 072.8: health has not moved but with the mark
  at('01:00:03', '59200', '58800'), // -324 of 959.04: fillable from 58 312 on, 1 088 a coin beyond bankruptcy
  at('01:00:04', '59100', '57000'), // nobody within 58 213.5
  at('01:00:05', '59100', '57000'),
]

describe('dydx-v4 on 2024-08-05', () => {
  // Worked with integers of atoms, lots and ticks by a script of its own; a fill pays 5 basis points, which no row shows.
  const first: readonly Row[] = [
    ['2024-08-05T01:00:01.000Z', 'sold', '0.2 BTC-PERP', '59900', '1.0101'],
    // 11 980 - 5.99 - 11 880, less than 1.5 % = 179.7
    ['2024-08-05T01:00:01.000Z', 'penalty to fund-btc', '94.01 USDC', '', '0.9174'],
    ['2024-08-05T01:00:02.000Z', 'sold', '0.18 BTC-PERP', '59540', '0.3616'],
    ['2024-08-05T01:00:02.000Z', 'penalty to fund-btc', '19.8414 USDC', '', '0.3355'],
  ]
  test('docs/policies/dydx-v4.md tells what happens', () =>
    assert.deepEqual(timelineOf('dydx-v4', trader, moments, { fund: '300', vault: '0' }), [
      ...first,
      ['2024-08-05T01:00:03.000Z', 'sold', '0.162 BTC-PERP', '58800', '-0.4505'],
      ['2024-08-05T01:00:03.000Z', 'fund-btc paid', '97.2 USDC', '', '-0.3379'],
      ['2024-08-05T01:00:05.000Z', 'deleveraged against world', '1.458 BTC-PERP', '59400', 'flat'],
    ]))
  test('a fund that cannot cover the excess keeps the order at the bankruptcy price, where nobody takes it', () => {
    // 113.8514 of fees cover 702.78 a coin of 0.162: down to 58 697.3, which nobody bids
    const tape = [...moments.slice(0, 3), at('01:00:03', '59200', '58000'), at('01:00:04', '59200', '58000')]
    assert.deepEqual(timelineOf('dydx-v4', trader, tape, { fund: '0', vault: '0' }), [
      ...first,
      ['2024-08-05T01:00:04.000Z', 'deleveraged against world', '1.62 BTC-PERP', '59400', 'flat'],
    ])
  })
})
