import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 50 000 on 6 000: maintenance is 1 % of notional, initial 2 %. */
const trader = person({ id: 'trader', cash: '6000', btc: { size: '10', entry: '50000' } })

const tape: readonly Moment[] = [
  { at: '2021-05-19T06:00:00Z', btc: '50000' },
  // 4 800 of 4 988, initially 9 976; a lot of 4.988 frees 2 % less the fee of 0.625 %: ⌈5 176 / 0.068585⌉ = 75 469
  { at: '2021-05-19T06:01:00Z', btc: '49880' },
  // 2 447.253925 of 2 447.21256 initially: over
  { at: '2021-05-19T06:02:00Z', btc: '49880' },
  // 43.215925 of 1 199.5659: ⌈2 355.915875 / 0.0672375⌉ = 35 039 lots are more than the 24 531 left
  { at: '2021-05-19T07:00:00Z', btc: '48900' },
]

describe('mango-v4 on 2021-05-19', () => {
  test('docs/policies/mango-v4.md tells what happens', () =>
    assert.deepEqual(
      timelineOf('mango-v4', trader, tape, {
        fund: '100000',
        vault: '0',
        backstops: { small: '1000', liquidator: '50000' },
      }),
      [
        ['2021-05-19T06:01:00.000Z', 'given to small', '1.0024 BTC-PERP', '49880', '1.0695'],
        ['2021-05-19T06:01:00.000Z', 'penalty to small', '249.99856 USDC', '', '1.0138'],
        ['2021-05-19T06:01:00.000Z', 'penalty to treasury', '62.49964 USDC', '', '0.9998'],
        ['2021-05-19T06:01:00.000Z', 'given to liquidator', '6.5445 BTC-PERP', '49880', '3.6674'],
        ['2021-05-19T06:01:00.000Z', 'penalty to liquidator', '1632.1983 USDC', '', '2.3335'],
        ['2021-05-19T06:01:00.000Z', 'penalty to treasury', '408.049575 USDC', '', '2'],
        ['2021-05-19T07:00:00.000Z', 'given to liquidator', '2.4531 BTC-PERP', '48900', 'flat'],
        ['2021-05-19T07:00:00.000Z', 'penalty to liquidator', '34.57274 USDC', '', 'flat'],
        ['2021-05-19T07:00:00.000Z', 'penalty to treasury', '8.643185 USDC', '', 'flat'],
      ],
    ))

  test('without a liquidator who can carry a slice the account waits, and the fund takes it over below zero', () =>
    assert.deepEqual(timelineOf('mango-v4', trader, tape, { fund: '100000', vault: '0', backstops: {} }), [
      ['2021-05-19T07:00:00.000Z', 'given to fund-btc', '10 BTC-PERP', '49400', 'flat'],
    ]))
})
