import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 50 BTC bought at 54 200 on 60 000. Tiers from 0, 500 000, 1, 2 and 4 million at 1, 1.5, 2, 3 and 5 %: 2.71 million stand in the fourth. */
const trader = person({ id: 'trader', cash: '60000', btc: { size: '50', entry: '54200' } })
const btcTiers = [
  ['0', '0.01'],
  ['500000', '0.015'],
  ['1000000', '0.02'],
  ['2000000', '0.03'],
  ['4000000', '0.05'],
] as const

const tape: readonly Moment[] = [
  { at: '2024-08-05T06:00:00Z', btc: '54200', bids: [['54190', '50']], btcTiers }, // 60 000 of 53 800
  { at: '2024-08-05T06:01:00Z', btc: '53600', bids: [['53590', '5']] }, // 30 000 of 52 900: two tiers down wanted, 5 there
  { at: '2024-08-05T06:01:30Z', btc: '53550', bids: [['53540', '50']] }, // 27 566.025 of 44 792.5, but half a minute is not one
  { at: '2024-08-05T06:02:00Z', btc: '53500', bids: [['53490', '50']] }, // 25 316.025 of 44 725; 1 % of all would be 24 075
  { at: '2024-08-05T06:10:00Z', btc: '52700', bids: [['52690', '50']] }, // 9 396.119167 of 12 275.63075, in the second tier
]

describe('okx on 2024-08-05', () => {
  test('docs/policies/okx.md tells what happens', () =>
    assert.deepEqual(timelineOf('okx', trader, tape), [
      ['2024-08-05T06:01:00.000Z', 'sold', '5 BTC-PERP', '53590', '0.6676'],
      ['2024-08-05T06:02:00.000Z', 'sold', '26.3085 BTC-PERP', '53490', '2.0042'],
      ['2024-08-05T06:10:00.000Z', 'given to fund-btc', '18.6915 BTC-PERP', '52197.4', 'flat'],
    ]))
  test('below what the lowest tier alone would ask all is taken over at once', () => {
    // 26 000 of 26 760 at 1 %
    const gap: Moment = { at: '2024-08-05T06:01:00Z', btc: '53520', bids: [['53510', '50']] }
    assert.deepEqual(timelineOf('okx', trader, [...tape.slice(0, 1), gap]), [
      ['2024-08-05T06:01:00.000Z', 'given to fund-btc', '50 BTC-PERP', '53000', 'flat'],
    ])
  })
})
