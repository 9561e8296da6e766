import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** The example of the documentation: 0.1 BTC bought at 60 000 and 1 ETH sold at 3 000 on 1 000, 1 % maintenance. */
const trader = person({
  id: 'trader',
  cash: '1000',
  btc: { size: '0.1', entry: '60000' },
  eth: { size: '-1', entry: '3000' },
})

const tape: readonly Moment[] = [
  { at: '2024-08-05T06:00:00Z', btc: '60000', eth: '3000' },
  { at: '2024-08-05T06:01:00Z', btc: '54800', eth: '3400' }, // 80 of 88.8: two fifths of everything
]

describe('paradex on 2024-08-05', () => {
  test('docs/policies/paradex.md tells what happens, to the numbers of the documentation', () =>
    assert.deepEqual(timelineOf('paradex', trader, tape), [
      ['2024-08-05T06:01:00.000Z', 'given to fund-btc', '0.04 BTC-PERP', '54800', '1.1961'],
      ['2024-08-05T06:01:00.000Z', 'penalty to fund-btc', '10.96 USDC', '', '1.0322'],
      ['2024-08-05T06:01:00.000Z', 'given to fund-eth', '0.4 ETH-PERP', '3400', '1.2957'],
      ['2024-08-05T06:01:00.000Z', 'penalty to fund-eth', '6.8 USDC', '', '1.1681'], // 53.28 of 62.24: 85.6 %
    ]))
})
