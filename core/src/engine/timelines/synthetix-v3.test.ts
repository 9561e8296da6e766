import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 6 000 BTC bought at 50 000 on 8 million: maintenance is 2.5 % of notional less 15 000. */
const trader = person({ id: 'trader', cash: '8000000', btc: { size: '6000', entry: '50000' } })

const tape: readonly Moment[] = [
  { at: '2021-05-19T06:00:00Z', btc: '50000' },
  // 7 400 000 of 7 470 000: flagged; 0.03 % of 299.4 million are more than the most of 500
  { at: '2021-05-19T06:01:00Z', btc: '49900' },
  // the price is back above where it was flagged; 0.1 % · 100 000 · 1.5 · 30 = 4 500 BTC a window
  { at: '2021-05-19T06:01:20Z', btc: '50100' },
  // full until 06:01:50; 1 500 of skew over 100 000 is not nearly balanced
  { at: '2021-05-19T06:01:49Z', btc: '50100' },
  { at: '2021-05-19T06:01:50Z', btc: '49000' },
]

describe('synthetix-v3 on 2021-05-19', () => {
  test('docs/policies/synthetix-v3.md tells what happens', () =>
    assert.deepEqual(
      timelineOf('synthetix-v3', trader, tape, { fund: '0', vault: '50000000', backstops: { keeper: '1' } }),
      [
        ['2021-05-19T06:01:00.000Z', 'penalty to keeper', '500 USDC', '', '0.9905'],
        ['2021-05-19T06:01:00.000Z', 'gave up to vault', '7999500 USDC', '', '-0.0804'],
        ['2021-05-19T06:01:20.000Z', 'given to vault', '4500 BTC-PERP', '50000', '0.0804'],
        ['2021-05-19T06:01:50.000Z', 'given to vault', '1500 BTC-PERP', '50000', 'flat'],
      ],
    ))
})
