import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots } from '../../units/index.ts'
import type { Account } from '../../accounts/index.ts'
import { measure } from '../../margin/index.ts'
import { atMark, book, deep, holder, portfolioRules, rules, shown, viewOf, type ViewTerms } from '../fixtures.ts'
import { scenarioLoss } from '../scenario-loss.ts'
import { tradeAtMark } from '../trade-at-mark.ts'
import { ratioOf } from '../../units/index.ts'
import { hedgeWithPerpetual } from './hedge-with-perpetual.ts'

const direction = hedgeWithPerpetual.create({ joint: '0.2', alone: '0.05' })
const GRID = { joint: ratioOf('0.2'), alone: ratioOf('0.05'), betas: new Map() }
const inverse = (size: bigint) => ({ instrument: 'BTC-INV', size: lots(size), entryValue: atoms(-size * 20_000n) })
const hedged = (account: Account, terms: Partial<ViewTerms> = {}): readonly string[] => {
  const path = direction(viewOf({ account, rules: portfolioRules, ...terms }))
  return shown(path.at(path.steps))
}

describe('hedge-with-perpetual', () => {
  // 3 010 contracts are 30 100: 60 lots of 500 and a rest
  const longInverse = holder('0', [inverse(3_010n)])
  test('opens the opposite perpetual of the base, worth no more than the exposure, and says that it hedges', () => {
    const path = direction(viewOf({ account: longInverse, rules: portfolioRules }))
    assert.deepEqual(path.at(path.steps), [{ instrument: 'BTC-PERP', size: -60n, limit: null, hedges: true }])
    assert.deepEqual(path.at(7n), [{ instrument: 'BTC-PERP', size: -7n, limit: null, hedges: true }])
    assert.deepEqual(path.at(0n), [])
  })
  test('takes the next perpetual where the first one’s book is empty', () => {
    const account = holder('0', [atMark('BTC-PERP', 10n)])
    assert.deepEqual(hedged(account, { books: [book('BTC-PERP', [], []), deep('BTC-INV')] }), ['BTC-INV -500'])
    assert.deepEqual(hedged(account, { books: [] }), [])
  })
  test('less what is in flight', () =>
    assert.deepEqual(hedged(longInverse, { inFlight: { 'BTC-PERP': -50n } }), ['BTC-PERP -10']))
  test('nothing by tiers, where a second position only adds margin', () =>
    assert.deepEqual(hedged(longInverse, { rules }), []))
  test('nothing where the rest of the book is hedged by the exposure: the scenario loss would rise', () => {
    // long 50 000 of BTC against 50 000 short of ETH: without the BTC side all of ETH stands alone
    const spread = holder('0', [atMark('BTC-PERP', 100n), atMark('ETH-PERP', -200n)])
    assert.deepEqual(hedged(spread), [])
  })
  test('nothing where nothing is net', () =>
    assert.deepEqual(hedged(holder('0', [atMark('BTC-PERP', 100n), inverse(-5_000n)])), []))
  test('refuses shocks that are none', () => {
    assert.equal(hedgeWithPerpetual.check({ joint: '0', alone: '0.1' }).length, 1)
    assert.equal(hedgeWithPerpetual.check({ joint: '0.2', alone: '1.1' }).length, 1)
  })
  test('over random books a whole hedge lowers requirement and scenario loss', () => {
    const size = fc.bigInt(-300n, 300n)
    fc.assert(
      fc.property(size, fc.bigInt(-9_000n, 9_000n), size, (perpetual, contracts, eth) => {
        const positions = [atMark('BTC-PERP', perpetual), inverse(contracts), atMark('ETH-PERP', eth)]
        const account = holder(
          '0',
          positions.filter((each) => each.size !== 0n),
        )
        const view = viewOf({ account, rules: portfolioRules })
        const path = direction(view)
        if (path.steps === 0n) return
        const after = tradeAtMark(view, path.at(path.steps))
        assert.ok(measure(view.rules, after, view.marks, 'maintenance').requirement < view.maintenance.requirement)
        assert.ok(scenarioLoss(view, after, GRID) < scenarioLoss(view, account, GRID))
      }),
    )
  })
})
