import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { lowestTier } from './lowest-tier.ts'

// Second tier of BTC from 100 000 = 200 lots, of ETH from 50 000 = 200 lots; a notional at the floor still stands below it.
const rows = [
  ['200 BTC lots', [atMark('BTC-PERP', 200n)], true],
  ['201 BTC lots', [atMark('BTC-PERP', 201n)], false],
  ['201 BTC lots short', [atMark('BTC-PERP', -201n)], false],
  ['10 BTC lots and 201 ETH lots', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', 201n)], false],
  ['200 of each', [atMark('BTC-PERP', 200n), atMark('ETH-PERP', 200n)], true],
  ['nothing', [], true],
] as const

describe('lowestTier', () => {
  const trigger = lowestTier.create({}, () => assert.fail('nothing is nested here'))
  for (const [what, positions, holds] of rows)
    test(`${what}: ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder('1000', positions) })).holds, holds)
    })
  // third tier of BTC from 500 000 = 1 000 lots
  for (const [size, holds] of [
    [1_000n, true],
    [1_001n, false],
  ] as const)
    test(`up to tier 2: ${size} lots ${holds ? 'hold' : 'do not hold'}`, () => {
      const second = lowestTier.create({ tier: 2 }, () => assert.fail('nothing is nested here'))
      assert.equal(second.holds(viewOf({ account: holder('1000', [atMark('BTC-PERP', size)]) })).holds, holds)
    })
  test('can hold at any health', () => assert.deepEqual(trigger.wake, { kind: 'always' }))
})
