import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 54 000 on 13 000: the requirement is 1 % of notional. */
const trader = person({ id: 'trader', cash: '13000', btc: { size: '10', entry: '54000' } })

const tape: readonly Moment[] = [
  { at: '2024-08-05T06:00:00Z', btc: '53780', bids: [['53775', '50']] }, // 10 800 of 5 378
  { at: '2024-08-05T06:01:00Z', btc: '53760', bids: [['53755', '50']] }, // 10 600 of 5 376: just enough for 3
  { at: '2024-08-05T06:02:00Z', btc: '52900', bids: [['52895', '50']] }, // 4 895.695945 of 3 440.2457: again
  { at: '2024-08-05T06:03:00Z', btc: '51500', bids: [['51490', '2']] }, // 564.039644 of 1 553.0855: all, and 2 of it sell
  { at: '2024-08-05T06:04:00Z', btc: '51000', bids: [['50000', '50']] }, // -15.300356
]

describe('soft on 2024-08-05', () => {
  test('docs/policies/soft.md tells what happens', () =>
    assert.deepEqual(timelineOf('soft', trader, tape), [
      ['2024-08-05T06:01:00.000Z', 'sold', '3.4967 BTC-PERP', '53755', '3.0268'],
      ['2024-08-05T06:02:00.000Z', 'sold', '3.4876 BTC-PERP', '52895', '3.0578'],
      ['2024-08-05T06:03:00.000Z', 'sold', '2 BTC-PERP', '51490', '1.04'],
      ['2024-08-05T06:04:00.000Z', 'given to fund-btc', '1.0157 BTC-PERP', '51015.1', 'flat'],
    ]))
})
