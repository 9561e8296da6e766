import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, ticks } from '@ebbline/core'
import {
  account,
  acted,
  counterfactual,
  ended,
  episode,
  house,
  moved,
  oneClose,
  shortfall,
  terms,
  usdc,
  viewOf,
} from './metrics.fixtures.ts'
import { giniOfLosses } from './metrics-losses.ts'
import { createFold } from './metrics.ts'

describe('losses of a run', () => {
  test('one full close: 20 became 16, all of it traded', () => {
    const { metrics, closedByCause, burdens } = oneClose()
    assert.deepEqual([metrics['traderLoss'], metrics['venueLoss']], ['4', '0'])
    assert.deepEqual(closedByCause, { traded: '6000', fund: '0', vault: '0', backstop: '0', deleveraged: '0' })
    assert.deepEqual(burdens, [{ equity: 20, loss: 4 }])
    assert.equal(metrics['giniOfLosses'], 0)
  })

  const two = {
    ...terms,
    house: { ...house, backstops: ['keeper/a', 'keeper/b'] },
    isHouse: (id: string) => terms.isHouse(id) || id.startsWith('keeper/'),
  }
  const keepers = [account('keeper/a', 40, 0n, 0), account('keeper/b', 10, 0n, 0)]
  // Long 100 lots at 60 200 with 10 USDC: 10 under water. The short has 600 and gives up 5 when 50 lots are closed 100 above mark.
  const insolvent = account('insolventTrader', 10, 100n, 60_200)
  const winner = account('winner', 500, -100n, 61_000)
  const weak = account('weakTrader', 30, 20n, 60_000)
  const at = { instrument: 'BTC-PERP', price: ticks(601_000n) } as const
  const mark = { instrument: 'BTC-PERP', price: ticks(600_000n) } as const
  const messy = () => {
    const fold = createFold(two)
    const before = viewOf({ accounts: [insolvent, winner, weak, ...keepers] })
    fold.sample(before)
    fold.observe([episode('insolventTrader'), episode('weakTrader')], before)
    const after = viewOf({
      accounts: [
        account('insolventTrader', 0, 0n, 0),
        account('winner', 545, -50n, 61_000),
        account('weakTrader', 24, 0n, 0),
        account('fund', 95, 0n, 0),
        account('vault', 53, 0n, 0),
        account('keeper/a', 47, 0n, 0),
        account('keeper/b', 8, 0n, 0),
      ],
    })
    fold.observe(
      [
        acted('insolventTrader'),
        moved({ kind: 'takeover', account: 'insolventTrader', receiver: 'fund', ...at, size: lots(30n) }),
        moved({ kind: 'takeover', account: 'insolventTrader', receiver: 'vault', ...at, size: lots(20n) }),
        moved({ kind: 'adl', account: 'insolventTrader', counterparty: 'winner', ...at, size: lots(50n) }),
        shortfall('insolventTrader', { atoms: 10, fund: 5, adl: 4, socialised: 1 }),
        ended('insolventTrader', 'bankrupt', 0),
        acted('weakTrader'),
        moved({ kind: 'takeover', account: 'weakTrader', receiver: 'keeper/a', ...mark, size: lots(15n) }),
        moved({ kind: 'takeover', account: 'weakTrader', receiver: 'keeper/b', ...mark, size: lots(5n) }),
        moved({ kind: 'forfeit', account: 'weakTrader', to: 'keeper/a', asset: 'USDC', atoms: usdc(7) }),
        moved({ kind: 'forfeit', account: 'keeper/b', to: 'weakTrader', asset: 'USDC', atoms: usdc(1) }),
        ended('weakTrader', 'taken-over', 24),
      ],
      after,
    )
    fold.sample(after)
    return fold.finish(after, counterfactual)
  }

  test('traders lose what their worth fell, floored at zero: the insolvent one had nothing left', () => {
    // winner: 500 + 100 before, 545 + 50 after: 5 given up; weakTrader: 30 to 24.
    assert.equal(messy().metrics['traderLoss'], '11')
  })
  test('the venue loses 5 of the fund, gains 3 and 7 - 2 = 5, the winner gives up 5, and 1 is shared', () => {
    const { metrics } = messy()
    assert.equal(metrics['venueLoss'], '3') // 5 - 3 - 5 + 5 + 1
    assert.deepEqual([metrics['vaultResult'], metrics['backstopResult']], ['3', '5'])
  })
  test('positions are closed by who took them, and the parts add up to all forced closing', () => {
    const { metrics, closedByCause } = messy()
    assert.deepEqual(closedByCause, { traded: '0', fund: '1800', vault: '1200', backstop: '1200', deleveraged: '3000' })
    assert.equal(metrics['forcedNotional'], '7200')
  })
  test('discounts that a keeper takes count, less what another pays above mark', () => {
    assert.equal(messy().metrics['forfeited'], '6')
  })
  test('an account with nothing left at first trigger bears nothing', () => {
    assert.deepEqual(messy().burdens, [{ equity: 30, loss: 6 }])
  })
  test('what still stands in the last batch counts as closed too', () => {
    const fold = createFold(two)
    const view = viewOf({ accounts: [weak, ...keepers] })
    fold.sample(view)
    fold.observe(
      [
        episode('weakTrader'),
        moved({ kind: 'takeover', account: 'weakTrader', receiver: 'keeper/a', ...mark, size: lots(5n) }),
      ],
      view,
    )
    assert.equal(fold.finish(view, counterfactual).closedByCause.backstop, '300')
  })
})

describe('giniOfLosses', () => {
  const rows = [
    [
      'all lost the same share',
      [
        [100, 50],
        [300, 150],
      ],
      0,
    ],
    [
      'half of 100 against a sixth of 300',
      [
        [100, 50],
        [300, 50],
      ],
      0.25,
    ], // 1 - (0.75 · 0.5 + 0.25 · 1.5)
    [
      'one of two alike lost everything',
      [
        [100, 100],
        [100, 0],
      ],
      0.5,
    ],
    ['nobody lost', [[100, 0]], null],
    ['nobody was touched', [], null],
  ] as const
  for (const [name, pairs, expected] of rows)
    test(`${name}: ${expected}`, () =>
      assert.equal(giniOfLosses(pairs.map(([equity, loss]) => ({ equity, loss }))), expected))
})
