import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 30 BTC bought at 54 000 on 28 000: 1 % up to 1 000 000, 2.5 % above; the liquidation fee is 1.25 %. */
const trader = person({ id: 'trader', cash: '28000', btc: { size: '30', entry: '54000' } })

const tape: readonly Moment[] = [
  { at: '2024-08-05T06:00:00Z', btc: '53920', bids: [['53915', '50']] }, // 25 600 of 25 440
  { at: '2024-08-05T06:01:00Z', btc: '53910', bids: [['53905', '50']] }, // 25 300 of 25 432.5: just enough
  { at: '2024-08-05T06:02:00Z', btc: '53880', bids: [['53875', '0.5']] }, // 24 260.522104 of 25 131.9792: 1.3583 wanted, 0.5 there
]

describe('binance on 2024-08-05', () => {
  test('docs/policies/binance.md tells what happens', () =>
    assert.deepEqual(timelineOf('binance', trader, tape), [
      ['2024-08-05T06:01:00.000Z', 'sold', '0.2064 BTC-PERP', '53905', '1.0057'],
      ['2024-08-05T06:01:00.000Z', 'penalty to fund-btc', '139.0749 USDC', '', '1'],
      ['2024-08-05T06:02:00.000Z', 'sold', '0.5 BTC-PERP', '53875', '0.9918'],
      ['2024-08-05T06:02:00.000Z', 'penalty to fund-btc', '336.71875 USDC', '', '0.9774'],
      ['2024-08-05T06:02:00.000Z', 'given to fund-btc', '29.2936 BTC-PERP', '53063.9', 'flat'],
    ]))
  test('where the fee is above the maintenance rate one order sells all, and the fee ends at what is left', () => {
    // 10 BTC at 1 %: 5 300 of 5 391; 26.9525 + 50 lost, 269.525 fee, and 1.25 % would be 6 738.125.
    const small = person({ id: 'trader', cash: '6200', btc: { size: '10', entry: '54000' } })
    assert.deepEqual(timelineOf('binance', small, tape.slice(1, 2)), [
      ['2024-08-05T06:01:00.000Z', 'sold', '10 BTC-PERP', '53905', 'flat'],
      ['2024-08-05T06:01:00.000Z', 'penalty to fund-btc', '4980.475 USDC', '', 'flat'],
    ])
  })
})
