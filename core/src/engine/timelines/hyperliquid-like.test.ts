import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 80 000 on 12 000: one position far above 100 000. */
const trader = person({ id: 'trader', cash: '12000', btc: { size: '10', entry: '80000' } })

const tape: readonly Moment[] = [
  { at: '2025-03-12T10:00:00Z', btc: '79600', bids: [['79590', '50']] }, // 8 000 of 7 960
  { at: '2025-03-12T10:00:05Z', btc: '79500', bids: [['79490', '50']] }, // 7 000 of 7 950: a fifth
  { at: '2025-03-12T10:00:20Z', btc: '79400', bids: [['79390', '50']] }, // 6 100.51 of 6 352, but 15 seconds are not 30
  {
    at: '2025-03-12T10:00:36Z',
    btc: '79390',
    bids: [
      ['79380', '5'],
      ['79300', '50'],
    ],
  }, // 6 020.51 of 6 351.2: all the rest
]

describe('hyperliquid-like on 2025-03-12', () => {
  test('docs/policies/hyperliquid-like.md tells what happens', () =>
    assert.deepEqual(timelineOf('hyperliquid-like', trader, tape), [
      ['2025-03-12T10:00:05.000Z', 'sold', '2 BTC-PERP', '79490', '1.0974'],
      ['2025-03-12T10:00:36.000Z', 'sold', '5 BTC-PERP', '79380', '2.5068'],
      ['2025-03-12T10:00:36.000Z', 'sold', '3 BTC-PERP', '79300', 'flat'],
    ]))
  test('below two thirds of maintenance the vault takes all and keeps the margin', () => {
    // 5 000 of 7 930
    const gap: Moment = { at: '2025-03-12T10:00:05Z', btc: '79300', bids: [['79290', '50']] }
    assert.deepEqual(timelineOf('hyperliquid-like', trader, [...tape.slice(0, 1), gap]), [
      ['2025-03-12T10:00:05.000Z', 'given to vault', '10 BTC-PERP', '78800', 'flat'],
    ])
  })
})
