import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 50 000 on 6 000: the requirement is 1 % of notional. */
const trader = person({ id: 'trader', cash: '6000', btc: { size: '10', entry: '50000' } })

/** A bid of 20 BTC half a tenth of a percent under the mark. */
const moment = (at: string, btc: string, bid: string): Moment => ({ at: `2021-05-19T${at}Z`, btc, bids: [[bid, '20']] })

const tape = [
  moment('06:00:00', '50000', '49995'),
  moment('06:01:00', '49880', '49875'), // 4 800 of 4 988: the auction begins
  moment('06:04:00', '49880', '49875'), // at 0.9 the slice of 1.9602 would bring 94.09, bidders want 156.46
  moment('06:07:00', '49880', '49875'), // at 0.85: 2.0639, 148.60, 164.74
  moment('06:08:00', '49880', '49875'), // at 0.8333: 2.1009, 168.07, 167.69
  moment('07:00:00', '49000', '48995'), // below zero: the insolvent auction begins at nothing
  moment('07:09:00', '49000', '48995'), // 580.58 of the 620.06 that bidders want
  moment('07:10:00', '49000', '48995'), // 3 870.559 · 600 / 3 600
]

describe('derive-v2 on 2021-05-19', () => {
  test('docs/policies/derive-v2.md tells what happens', () =>
    assert.deepEqual(
      timelineOf('derive-v2', trader, tape, { fund: '100000', vault: '0', backstops: { bidder: '50000' } }),
      [
        ['2021-05-19T06:08:00.000Z', 'given to bidder', '2.1009 BTC-PERP', '49880', '1.2182'],
        ['2021-05-19T06:08:00.000Z', 'gave up to bidder', '168.072 USDC', '', '1.1755'],
        ['2021-05-19T06:08:00.000Z', 'penalty to fund-btc', '100.843201 USDC', '', '1.15'],
        ['2021-05-19T07:10:00.000Z', 'given to bidder', '7.8991 BTC-PERP', '49000', 'flat'],
        ['2021-05-19T07:10:00.000Z', 'gave up to bidder', '645.093166 USDC', '', 'flat'],
        ['2021-05-19T07:10:00.000Z', 'fund-btc paid', '3065.216367 USDC', '', 'flat'],
      ],
    ))

  // 10 BTC at 48 995 leave 6 000 - 10 050; a fee stops at the equity
  test('without anybody who can carry a slice the account waits, and is sold once it is below zero', () =>
    assert.deepEqual(timelineOf('derive-v2', trader, tape, { fund: '100000', vault: '0', backstops: {} }), [
      ['2021-05-19T07:00:00.000Z', 'sold', '10 BTC-PERP', '48995', 'flat'],
      ['2021-05-19T07:00:00.000Z', 'fund-btc paid', '4050 USDC', '', 'flat'],
    ]))
})
