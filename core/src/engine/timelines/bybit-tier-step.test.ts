import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 30 BTC bought at 40 000 on 18 000: 1 % up to 1 000 000, 2.5 % above. */
const trader = person({ id: 'trader', cash: '18000', btc: { size: '30', entry: '40000' } })

const tape: readonly Moment[] = [
  { at: '2021-05-19T12:30:00Z', btc: '39900', bids: [['39890', '50']] }, // 15 000 of 14 925
  { at: '2021-05-19T12:31:00Z', btc: '39890', bids: [['39880', '50']] }, // 14 700 of 14 917.5: down to 1 000 000, fill or kill
  { at: '2021-05-19T12:45:00Z', btc: '39400', bids: [['39390', '50']] }, // 2 268.601866 of 9 877.1466, in the lowest tier
]

describe('bybit-tier-step on 2021-05-19', () => {
  test('docs/policies/bybit-tier-step.md tells what happens', () =>
    assert.deepEqual(timelineOf('bybit-tier-step', trader, tape), [
      ['2021-05-19T12:31:00.000Z', 'sold', '4.9311 BTC-PERP', '39880', '1.465'],
      ['2021-05-19T12:45:00.000Z', 'given to fund-btc', '25.0689 BTC-PERP', '39309.6', 'flat'],
    ]))
  test('what the book cannot take whole goes to the fund whole', () => {
    const thin = tape.map((moment) => ({ ...moment, bids: [['39880', '4.9']] as const }))
    assert.deepEqual(timelineOf('bybit-tier-step', trader, thin.slice(0, 2)), [
      ['2021-05-19T12:31:00.000Z', 'given to fund-btc', '30 BTC-PERP', '39400', 'flat'],
    ])
  })
})
