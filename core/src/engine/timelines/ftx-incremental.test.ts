import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** Long 10 BTC from 60 000 with 9 500; maintenance 1 %. */
const trader = person({ id: 'trader', cash: '9500', btc: { size: '10', entry: '60000' } })

const at = (time: string, btc: string, ...bids: NonNullable<Moment['bids']>): Moment => ({
  at: `2024-08-05T${time}Z`,
  btc,
  bids,
})

const tape = [
  at('04:00:00', '59500', ['59490', '5']), // 4 500 of 5 950: a tenth, down to 59 472.2
  at('04:00:03', '59500', ['59490', '5']), // three seconds later nothing
  at('04:00:06', '59500', ['59490', '0.5'], ['59400', '5']), // 0.9 wanted, half of it within the limit
  at('04:00:12', '59200'), // 1 890.3825 of 5 032 = 0.3757: 24.87 % of 8.5, zero price 58 977.6
  at('04:00:13', '58800'), // 1 134.237788 below zero
]

describe('ftx-incremental on 2024-08-05', () => {
  test('docs/policies/ftx-incremental.md tells what happens', () =>
    assert.deepEqual(
      timelineOf('ftx-incremental', trader, tape, { fund: '5000', vault: '0', backstops: { provider: '1000000' } }),
      [
        ['2024-08-05T04:00:00.000Z', 'sold', '1 BTC-PERP', '59490', '0.8384'],
        ['2024-08-05T04:00:06.000Z', 'sold', '0.5 BTC-PERP', '59490', '0.8809'],
        ['2024-08-05T04:00:12.000Z', 'given to provider', '2.1136 BTC-PERP', '59051.8', '0.4171'],
        ['2024-08-05T04:00:12.000Z', 'penalty to fund-btc', '156.824768 USDC', '', '0.3756'],
        ['2024-08-05T04:00:13.000Z', 'given to provider', '6.3864 BTC-PERP', '58800', 'flat'],
        ['2024-08-05T04:00:13.000Z', 'fund-btc paid', '1134.237788 USDC', '', 'flat'],
      ],
    ))

  test('without a provider the same share is closed against all opposing positions', () => {
    const rows = timelineOf('ftx-incremental', trader, tape, { fund: '5000', vault: '0' })
    assert.deepEqual(
      rows.map(([, what]) => what),
      ['sold', 'sold', 'deleveraged against world'],
    )
  })
})
