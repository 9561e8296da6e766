import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { timelineOf, type Moment } from './timeline.fixtures.ts'

/** 10 BTC bought at 50 000 on 9 000: due once less than 1.76 % of notional is left, which is below 49 979.64. */
const trader = person({ id: 'trader', cash: '9000', btc: { size: '10', entry: '50000' } })
const house = { fund: '0', vault: '100000' }

const at = (time: string, btc: string): Moment => ({ at: `2024-08-05T${time}Z`, btc })

describe('gmx-v2 on 2024-08-05', () => {
  test('docs/policies/gmx-v2.md tells what happens', () =>
    assert.deepEqual(
      timelineOf('gmx-v2', trader, [at('06:00:00', '50000'), at('06:01:00', '49980'), at('06:02:00', '49970')], house),
      [
        ['2024-08-05T06:02:00.000Z', 'given to vault', '10 BTC-PERP', '49970', 'flat'],
        // 0.26 % of 499 700 are 1 299.22, of which 63 % go to the pool
        ['2024-08-05T06:02:00.000Z', 'penalty to vault', '818.5086 USDC', '', 'flat'],
        ['2024-08-05T06:02:00.000Z', 'penalty to treasury', '480.7114 USDC', '', 'flat'],
      ],
    ))
  test('where the price jumps past its collateral the pool bears the rest', () =>
    assert.deepEqual(timelineOf('gmx-v2', trader, [at('06:00:00', '50000'), at('06:02:00', '49000')], house), [
      ['2024-08-05T06:02:00.000Z', 'given to vault', '10 BTC-PERP', '49000', 'flat'],
      ['2024-08-05T06:02:00.000Z', 'vault paid', '1000 USDC', '', 'flat'],
    ]))
})
