import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots, ratio } from '../../units/index.ts'
import { btc, leg, shown, windowOn } from '../fixtures.ts'
import type { Proposal } from '../types.ts'
import { independent } from './independent.ts'

const proposal = (account: string, rank: bigint, ...legs: Proposal['legs']): Proposal => ({
  account,
  rank: ratio(rank),
  legs,
  whole: false,
})

describe('independent', () => {
  const { budget, allocate } = independent.create({})
  test('knows no budget', () => assert.equal(budget(windowOn(btc, 100n)), null))
  test('grants all, the worst account first, ties by name', () => {
    const grants = allocate(
      [
        proposal('c', 5n, leg('BTC-PERP', -3n)),
        proposal('b', 1n, leg('BTC-PERP', -900n), leg('ETH-PERP', 0n)),
        proposal('a', 5n, leg('ETH-PERP', 2n)),
      ],
      [{ instrument: 'BTC-PERP', buy: lots(0n), sell: lots(0n) }],
    )
    assert.deepEqual(
      grants.map((grant) => [grant.account, shown(grant.legs), grant.bound]),
      [
        ['b', ['BTC-PERP -900'], []],
        ['a', ['ETH-PERP 2'], []],
        ['c', ['BTC-PERP -3'], []],
      ],
    )
  })
})
