import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 40 000 on 8 000: the requirement is 1 % of notional. */
const trader = person({ id: 'trader', cash: '8000', btc: { size: '10', entry: '40000' } })

const tape: readonly Moment[] = [
  { at: '2021-05-19T12:30:00Z', btc: '39600', bids: [['39595', '20']] }, // 4 000 of 3 960
  { at: '2021-05-19T12:31:00Z', btc: '39590', bids: [['39585', '6']] }, // 3 900 of 3 959: all, but the book takes 6
  { at: '2021-05-19T12:32:00Z', btc: '38600', bids: [['38000', '20']] }, // -208.755: nothing bids 38 652.2
]

describe('full-close on 2021-05-19', () => {
  test('docs/policies/full-close.md tells what happens', () =>
    assert.deepEqual(timelineOf('full-close', trader, tape), [
      ['2021-05-19T12:31:00.000Z', 'sold', '6 BTC-PERP', '39585', '2.4437'],
      ['2021-05-19T12:32:00.000Z', 'given to fund-btc', '4 BTC-PERP', '38652.2', 'flat'],
    ]))
})
