import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment, type Row } from './timeline.fixtures.ts'

/** Long 40 BTC from 60 000 with 83 000: 1 % up to 1 000 000 and 2.5 % of what is above. */
const trader = person({ id: 'trader', cash: '83000', btc: { size: '40', entry: '60000' } })

const at = (time: string, btc: string, ...bids: NonNullable<Moment['bids']>): Moment => ({
  at: `2024-08-05T${time}Z`,
  btc,
  bids,
})

/** 43 000 of 44 000 at 59 000: 49 000 are missing with the buffer, and 1 500 a coin are freed after both fees. */
const tape = [
  at('03:00:00', '59000'), // a tenth of 33.2204: the requirement is that of the present tier, 59 000 · 2.5 % as well as 2 % of it
  at('03:00:30', '59000'), // 75 of 150 slots
  at('03:00:45', '61000'), // nothing is missing any more
]

/** Worked out by a script of its own in whole numbers. */
const slices: readonly Row[] = [
  ['2024-08-05T03:00:00.000Z', 'given to keeper', '3.3221 BTC-PERP', '59000', '1.0997'],
  ['2024-08-05T03:00:00.000Z', 'gave up to keeper', '1960.039 USDC', '', '1.0496'],
  ['2024-08-05T03:00:00.000Z', 'penalty to fund-btc', '1960.039 USDC', '', '0.9994'],
  ['2024-08-05T03:00:30.000Z', 'given to keeper', '16.662 BTC-PERP', '59000', '2.6908'],
  ['2024-08-05T03:00:30.000Z', 'gave up to keeper', '9830.58 USDC', '', '2.0139'],
  ['2024-08-05T03:00:30.000Z', 'penalty to fund-btc', '9830.58 USDC', '', '1.337'],
]

describe('drift-v2 on 2024-08-05', () => {
  test('docs/policies/drift-v2.md tells what happens', () =>
    assert.deepEqual(
      timelineOf('drift-v2', trader, tape, {
        fund: '0',
        vault: '0',
        backstops: { keeper: '10000000' },
      }),
      slices,
    ))

  test('what no keeper can carry is sold in the book, at the same pace', () => {
    const bids: Moment['bids'] = [['58900', '30']]
    // 60 % of 33.2204; 43 000 - 19.9323 · 100 of 1 183 994.3 · 2.5 % - 15 000; then 587.01 of fee and 1 % of 1 174 012.47
    assert.deepEqual(
      timelineOf('drift-v2', trader, [at('03:00:00', '59000', ...bids), at('03:00:30', '59000', ...bids)], {
        fund: '0',
        vault: '0',
      }),
      [
        ['2024-08-05T03:00:30.000Z', 'sold', '19.9323 BTC-PERP', '58900', '2.8087'],
        ['2024-08-05T03:00:30.000Z', 'penalty to fund-btc', '11740.1247 USDC', '', '1.9643'],
      ],
    )
  })
})
