import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment, type Row } from './timeline.fixtures.ts'

/** Long 1 BTC from 60 000 with 1 000 of margin: at 59 500 it is worth 500 and requires 595. */
const trader = person({ id: 'trader', cash: '1000', btc: { size: '1', entry: '60000' } })
const house = { fund: '1000', vault: '0', policy: 'vega-network' }
const at = (time: string, btc: string): Moment => ({
  at: `2024-08-05T${time}Z`,
  btc,
  // within a tenth of the middle, 59 500, the book shows 40 BTC: a hundredth is 0.4
  bids: [
    ['59490', '30'],
    ['59400', '10'],
    ['50000', '900'],
  ],
  asks: [['59510', '5']],
})
const moments = [
  at('06:00:00', '59600'),
  at('06:00:05', '59500'),
  at('06:00:10', '59500'),
  at('06:00:15', '59500'), // five seconds after a disposal: nothing
  ...['06:00:20', '06:00:30', '06:00:40', '06:00:50', '06:01:00'].map((time) => at(time, '59500')),
]

describe('vega-disposal, one long account', () => {
  test('at 1.0067 nothing; at 0.8403 the network has the position at the mark and the pool the rest of the margin', () => {
    const expected: readonly Row[] = [
      ['2024-08-05T06:00:05.000Z', 'given to fund-btc', '1 BTC-PERP', '59500', 'flat'],
      ['2024-08-05T06:00:05.000Z', 'penalty to fund-btc', '500 USDC', '', 'flat'],
    ]
    assert.deepEqual(timelineOf('vega-disposal', trader, moments, house), expected)
  })
})

describe('vega-network, what it took over from that account', () => {
  // 1 500 and 1 BTC at the mark. A sale of s at 59 490 loses 10 s, and then 29.745 s of fee, which comes after the row; what is left
  // requires 595 a coin: 1 496 / 357, then (1 496 - 11.898 - 3) / 178.5 and so on.
  test('0.4 by the book, then halves, then from 0.05 on all', () => {
    const sold = [
      ['06:00:10', '0.4', '4.1904'],
      ['06:00:20', '0.3', '8.2974'],
      ['06:00:30', '0.15', '16.4781'],
      ['06:00:40', '0.075', '32.8395'],
      ['06:00:50', '0.0375', '65.5623'],
      ['06:01:00', '0.0375', 'flat'],
    ] as const
    const expected = sold.map(([time, size, health]): Row => [
      `2024-08-05T${time}.000Z`,
      'sold',
      `${size} BTC-PERP`,
      '59490',
      health,
    ])
    assert.deepEqual(timelineOf('vega-disposal', trader, moments, house, 'fund-btc'), expected)
  })
})
