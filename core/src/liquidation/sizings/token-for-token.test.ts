import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { sellCollateral } from '../directions/sell-collateral.ts'
import { largestPosition } from '../directions/largest-position.ts'
import { atMark, borrower, holder, lendingRules, viewOf } from '../fixtures.ts'
import { tokenForTokenSizing } from './token-for-token.ts'

/** One BTC at 50 000, of which 45 000 count; a debt in USDC counts one and a half times. */
const sized = (debt: bigint) => {
  const view = viewOf({ account: borrower({ BTC: 100_000_000n, USDC: -debt }), rules: lendingRules })
  const path = sellCollateral.create({ order: 'cost', most: 'everything' })(view)
  const { step, facts, reachable } = tokenForTokenSizing.create({})(view, path, ratioOf('0'))
  const [leg] = path.at(step)
  return { size: leg?.size ?? 0n, facts, reachable }
}

describe('token-for-token', () => {
  // -H / (1.5 - 0.9)
  const rows = [
    [36_000_000_000n, 15_000_000_000n, -30_000n],
    [30_000_000_000n, 0n, 0n],
    [33_000_000_000n, 7_500_000_000n, -15_000n],
  ] as const
  for (const [debt, repaid, size] of rows)
    test(`a debt of ${debt} atoms gives ${repaid}`, () => {
      const found = sized(debt)
      assert.equal(found.facts['repaidAtoms'], String(repaid))
      assert.equal(found.size, size)
    })
  test('without a debt it gives nothing', () => assert.equal(sized(-1n).size, 0n))
  test('a direction over positions is left whole', () => {
    const view = viewOf({ account: holder('10', [atMark('BTC-PERP', 7n)]) })
    const path = largestPosition.create({ by: 'notional' })(view)
    assert.equal(tokenForTokenSizing.create({})(view, path, ratioOf('0')).step, path.steps)
  })
})
