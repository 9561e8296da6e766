import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, nothingNested, viewOf } from '../fixtures.ts'
import { belowLowestRate } from './below-lowest-rate.ts'

// 300 BTC lots are 150 000: 2 % of it is 3 000, while tiers ask 4 000; 100 SOL lots are 10 000, of which 5 % are 500.
const btc = atMark('BTC-PERP', 300n)
const sol = atMark('SOL-PERP', -100n)

describe('belowLowestRate', () => {
  const trigger = belowLowestRate.create({}, nothingNested)
  for (const [cash, positions, holds] of [
    ['3999', [btc], false], // below maintenance, but not here
    ['3000', [btc], false], // exactly
    ['2999.999999', [btc], true],
    ['3500', [btc, sol], false],
    ['3499.999999', [btc, sol], true],
    ['0', [], false],
    ['-1', [btc], true],
  ] as const)
    test(`${cash} on ${positions.length} positions: ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder(cash, positions) })).holds, holds)
    })
  test('can hold only below maintenance', () =>
    assert.deepEqual(trigger.wake, { kind: 'health', multiple: ratioOf('1') }))
})
