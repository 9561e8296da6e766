import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Position } from '../../accounts/index.ts'
import { atoms, lots } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { notionalAbove } from './notional-above.ts'

const inverse = (size: bigint): Position => ({ instrument: 'BTC-INV', size: lots(size), entryValue: atoms(0n) })

// BTC lot 500, ETH lot 250, inverse contract 10: shorts count as much as longs.
const rows: readonly (readonly [string, readonly Position[], boolean])[] = [
  ['200 BTC lots = 100 000, exactly the threshold', [atMark('BTC-PERP', 200n)], false],
  ['199 BTC lots and 2 ETH lots short = 100 000', [atMark('BTC-PERP', 199n), atMark('ETH-PERP', -2n)], false],
  ['199 BTC lots and 3 ETH lots short = 100 250', [atMark('BTC-PERP', 199n), atMark('ETH-PERP', -3n)], true],
  ['10 000 inverse contracts = 100 000', [inverse(-10_000n)], false],
  ['10 001 inverse contracts = 100 010', [inverse(10_001n)], true],
  ['nothing', [], false],
]

describe('notionalAbove', () => {
  const trigger = notionalAbove.create({ notional: '100000' }, () => assert.fail('nothing is nested here'))
  for (const [what, positions, holds] of rows)
    test(`${what}: ${holds ? 'holds' : 'does not hold'}`, () => {
      assert.equal(trigger.holds(viewOf({ account: holder('1000', positions) })).holds, holds)
    })
  for (const [lots, holds] of [
    [200n, false],
    [201n, true],
  ] as const)
    test(`of a position: ${lots} BTC lots beside as many ETH lots ${holds ? 'hold' : 'do not hold'}`, () => {
      const of = notionalAbove.create({ notional: '100000', of: 'position' }, () =>
        assert.fail('nothing is nested here'),
      )
      const account = holder('1000', [atMark('BTC-PERP', lots), atMark('ETH-PERP', -lots)])
      assert.equal(of.holds(viewOf({ account })).holds, holds)
    })
  test('says both numbers in quote units', () => {
    const verdict = trigger.holds(viewOf({ account: holder('1000', [atMark('BTC-PERP', -3n)]) }))
    assert.deepEqual(verdict.facts(), { notionalQuote: '1500', thresholdQuote: '100000' })
  })
  test('can hold at any health', () => assert.deepEqual(trigger.wake, { kind: 'always' }))
})
