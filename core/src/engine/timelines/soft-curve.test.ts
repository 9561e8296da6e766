import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 54 000 on 10 800: the requirement is 1 % of notional. */
const trader = person({ id: 'trader', cash: '10800', btc: { size: '10', entry: '54000' } })

const tape: readonly Moment[] = [
  { at: '2024-08-05T06:00:00Z', btc: '54000', bids: [['53990', '50']] }, // 10 800 of 5 400
  { at: '2024-08-05T06:01:00Z', btc: '53650', bids: [['53640', '2']] }, // 7 300 of 5 365: 2.1122 on the curve, 2 in the book
  { at: '2024-08-05T06:02:00Z', btc: '53200', bids: [['53190', '50']] }, // 3 626.36 of 4 256; untouched 2 800 of 5 320
]

describe('soft-curve on 2024-08-05', () => {
  test('docs/policies/soft-curve.md tells what happens', () =>
    assert.deepEqual(timelineOf('soft-curve', trader, tape), [
      ['2024-08-05T06:01:00.000Z', 'sold', '2 BTC-PERP', '53640', '1.6961'],
      ['2024-08-05T06:02:00.000Z', 'sold', '7.9726 BTC-PERP', '53190', '243.3067'],
      ['2024-08-05T06:02:00.000Z', 'penalty to treasury', '23.690595 USDC', '', '227.1357'],
      ['2024-08-05T06:02:00.000Z', 'penalty to treasury', '11.845297 USDC', '', '226.3231'],
      ['2024-08-05T06:02:00.000Z', 'burned', '11.845297 USDC', '', '225.5105'],
      ['2024-08-05T06:02:00.000Z', 'penalty to fund-btc', '71.07179 USDC', '', '220.6348'],
    ]))
})
