import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, ticks, type EngineEvent } from '@ebbline/core'
import { metricDefinitions } from './metrics-definitions.ts'
import {
  account,
  acted,
  counterfactual,
  ended,
  episode,
  house,
  moved,
  oneClose,
  sent,
  shortfall,
  terms,
  unmeasured,
  usdc,
  viewOf,
} from './metrics.fixtures.ts'
import { createFold } from './metrics.ts'

describe('createFold', () => {
  test('every definition has a value and every value a definition', () => {
    const { metrics } = oneClose()
    assert.deepEqual(
      Object.keys(metrics),
      metricDefinitions.map(({ name }) => name),
    )
    for (const { name, unit } of metricDefinitions) {
      const value = metrics[name]
      if (value === null) continue
      if (unit === 'money') assert.match(String(value), /^-?\d+(\.\d+)?$/)
      else assert.ok(typeof value === 'number' && Number.isFinite(value), name)
    }
  })

  test('one full close without restoring, deleveraging or a fall of the exogenous price leaves those unmeasured', () => {
    const { metrics } = oneClose()
    assert.deepEqual(unmeasured(metrics), [
      'timeToRestoreSec',
      'lossSizeCorrelation',
      'backstopResult',
      'giniOfAdl',
      'amplification',
    ])
  })

  test('a run in which nothing happened measures no ratio, and its sums are zero', () => {
    const fold = createFold({ ...terms, house: { ...house, vault: null } })
    const view = viewOf({ accounts: [account('calmTrader', 500, 0n, 0)] })
    fold.sample(view)
    const { metrics } = fold.finish(view, counterfactual)
    const none =
      'equityPreserved equityAtHorizon equityIfHeld positionPreserved overLiquidationRatio unnecessaryRate slippageBps ' +
      'largestBlock timeToRestoreSec lossSizeCorrelation giniOfLosses badDebtBps vaultResult backstopResult giniOfAdl amplification'
    assert.deepEqual(unmeasured(metrics), none.split(' '))
    for (const name of ['forcedNotional', 'fees', 'badDebt', 'adlOvershoot']) assert.equal(metrics[name], '0', name)
  })

  test('closing of accounts that needed none has no ratio', () => {
    const fold = createFold(terms)
    const before = account('earlyTrader', 60, 100n, 60_000)
    const view = viewOf({ accounts: [account('earlyTrader', 60, 0n, 0)] })
    fold.observe([episode('earlyTrader'), acted('earlyTrader')], viewOf({ accounts: [before] }))
    fold.observe(
      [
        moved({
          kind: 'takeover',
          account: 'earlyTrader',
          receiver: 'vault',
          instrument: 'BTC-PERP',
          price: ticks(600_000n),
          size: lots(100n),
        }),
      ],
      view,
    )
    fold.sample(view)
    const { metrics } = fold.finish(view, counterfactual)
    assert.equal(metrics['forcedNotional'], '6000')
    assert.equal(metrics['overLiquidationRatio'], null)
  })

  const rows = [
    ['equityPreserved', 0.8],
    ['equityAtHorizon', 0.8],
    ['equityIfHeld', 0.5],
    ['positionPreserved', 0],
    ['forcedNotional', '6000'],
    ['overLiquidationRatio', 0.5],
    ['unnecessaryRate', 1],
    ['slippageBps', 10_000 / 6000],
    ['fees', '3'],
    ['penalties', '1'],
    ['largestBlock', '6000'],
    ['accountsTouched', 1],
    ['accountsRestored', 0],
    ['badDebt', '0'],
    ['timeAtRiskSec', 5],
    // (59 400 + 60 000.1) / 2 lies 49.999 bp under 60 000.
    ['peakImpactBps', 10_000 * (1 - 59_700.05 / 60_000)],
    ['accountsBankrupt', 0],
  ] as const
  for (const [name, expected] of rows)
    test(`one full close: ${name} is ${expected}`, () => {
      const value = oneClose().metrics[name]
      if (typeof expected === 'string') assert.equal(value, expected)
      else assert.ok(Math.abs(Number(value) - expected) < 1e-8, `${value}`)
    })

  test('the series holds one row a batch with what was closed in it', () => {
    const { series } = oneClose()
    assert.deepEqual(
      series.map(({ time, treated, weak, traded }) => [time, treated, weak, traded]),
      [
        [0, 0, 0, 0n],
        [5000, 1, 1, 0n],
        [10_000, 0, 0, usdc(6000)],
      ],
    )
  })

  test('a half close keeps half of the position, and a restored account counts with its time', () => {
    const fold = createFold(terms)
    const before = account('weakTrader', 20, 100n, 60_000)
    const left = account('weakTrader', 19, 50n, 60_000)
    fold.observe(
      [episode('weakTrader'), acted('weakTrader'), sent('o1', 'weakTrader', 50n)],
      viewOf({ accounts: [before] }),
    )
    const fill = {
      kind: 'fill',
      instrument: 'BTC-PERP',
      price: ticks(600_000n),
      size: lots(-50n),
      taker: 'weakTrader',
      maker: 'world',
      takerOrder: 'o1',
      makerOrder: 'q1',
    } as const
    const view = viewOf({ accounts: [left] })
    fold.observe([moved(fill), ended('weakTrader', 'restored', 19)], view)
    fold.sample(view)
    const { metrics } = fold.finish(view, counterfactual)
    assert.equal(metrics['positionPreserved'], 0.5)
    assert.equal(metrics['accountsRestored'], 1)
    assert.equal(metrics['timeToRestoreSec'], 30)
    // The order is still on its way; what it closed counts as a block all the same.
    assert.equal(metrics['largestBlock'], '3000')
  })

  test('an account restored first and closed later was not restored, and has no time of it', () => {
    const fold = createFold(terms)
    const held = viewOf({ accounts: [account('weakTrader', 20, 100n, 60_000)] })
    fold.observe([episode('weakTrader'), acted('weakTrader'), ended('weakTrader', 'restored', 20)], held)
    const gone = viewOf({ accounts: [account('weakTrader', 16, 0n, 0)] })
    fold.observe([episode('weakTrader'), ended('weakTrader', 'closed', 16)], gone)
    fold.sample(gone)
    const { metrics } = fold.finish(gone, counterfactual)
    assert.equal(metrics['accountsRestored'], 0)
    assert.equal(metrics['timeToRestoreSec'], null)
  })

  test('deleveraging: notional at mark, haircut against shortfall, inequality among the profitable', () => {
    const fold = createFold(terms)
    // Long 100 lots at 60 200 with 10 USDC: 10 under water. Three shorts; the last is in loss and no candidate by profit.
    const bankrupt = account('insolventTrader', 10, 100n, 60_200)
    const asked = account('askedShort', 500, -100n, 61_000)
    const spared = account('sparedShort', 500, -100n, 61_000)
    const losing = account('losingShort', 500, -100n, 59_000)
    fold.sample(viewOf({ accounts: [bankrupt, asked, spared, losing] }))
    fold.observe([episode('insolventTrader')], viewOf({ accounts: [bankrupt, asked, spared, losing] }))
    const after = viewOf({
      accounts: [
        account('insolventTrader', 0, 0n, 0),
        account('askedShort', 500, -50n, 61_000),
        spared,
        losing,
        account('fund', 95, 0n, 0),
      ],
    })
    const at = { instrument: 'BTC-PERP', price: ticks(601_000n) } as const
    fold.observe(
      [
        acted('insolventTrader'),
        moved({ kind: 'takeover', account: 'insolventTrader', receiver: 'fund', ...at, size: lots(50n) }),
        moved({ kind: 'adl', account: 'insolventTrader', counterparty: 'askedShort', ...at, size: lots(50n) }),
        shortfall('insolventTrader', { atoms: 10, fund: 5, adl: 4, socialised: 1 }),
        ended('insolventTrader', 'bankrupt', 0),
      ],
      after,
    )
    fold.sample(after)
    const { metrics, series } = fold.finish(after, counterfactual)
    assert.equal(metrics['badDebt'], '10')
    assert.equal(metrics['socialised'], '1')
    assert.equal(metrics['adlNotional'], '3000')
    // The short buys 0.05 BTC back 100 above mark: it gives up 5, of which 4 were asked for.
    assert.equal(metrics['adlOvershoot'], '1')
    // Shares closed: one half and nothing.
    assert.equal(metrics['giniOfAdl'], 0.5)
    assert.equal(metrics['fundDrawdown'], '5')
    assert.equal(metrics['forcedNotional'], '6000')
    assert.equal(metrics['accountsBankrupt'], 1)
    assert.equal(metrics['unnecessaryRate'], 0)
    // Open interest at the start: 100 lots long, 6000 USDC.
    assert.ok(Math.abs(Number(metrics['badDebtBps']) - (10 / 6000) * 10_000) < 1e-8)
    assert.deepEqual([series[1]?.takenByFund, series[1]?.deleveraged], [usdc(3000), usdc(3000)])
  })

  test('a shortfall that is reported again while unmet counts once', () => {
    const fold = createFold(terms)
    const view = viewOf({ accounts: [account('insolventTrader', -4, 0n, 0)] })
    fold.observe([shortfall('insolventTrader', { atoms: 10, fund: 6, unmet: 4 })], view)
    fold.observe([shortfall('insolventTrader', { atoms: 4, fund: 3, unmet: 1 })], view)
    fold.sample(view)
    const { metrics } = fold.finish(view, counterfactual)
    assert.equal(metrics['badDebt'], '10')
    assert.equal(metrics['socialised'], '1')
  })

  test('what the house trades away is no forced closing of a trader', () => {
    const fold = createFold(terms)
    const view = viewOf({ accounts: [account('fund', 100, 10n, 60_000)] })
    fold.observe([sent('h1', 'fund', 10n)], view)
    fold.observe(
      [
        moved({
          kind: 'fill',
          instrument: 'BTC-PERP',
          price: ticks(600_000n),
          size: lots(-10n),
          taker: 'fund',
          maker: 'world',
          takerOrder: 'h1',
          makerOrder: 'q1',
        }),
        { kind: 'order-done', order: 'h1', outcome: 'filled' },
      ],
      view,
    )
    fold.sample(view)
    const { metrics, series } = fold.finish(view, counterfactual)
    assert.equal(metrics['forcedNotional'], '0')
    assert.equal(metrics['largestBlock'], null)
    assert.equal(series[0]?.unwound, usdc(600))
  })

  test('an account triggered in the middle of a step is measured as it was before the engine acted', () => {
    const fold = createFold(terms)
    const after = account('weakTrader', 20, 0n, 0)
    const change = {
      account: 'weakTrader',
      cash: [],
      positions: [{ instrument: 'BTC-PERP', size: lots(-100n), entryValue: usdc(-6000) }],
    }
    const takeover: EngineEvent = {
      kind: 'moved',
      movement: {
        cause: {
          kind: 'takeover',
          account: 'weakTrader',
          receiver: 'vault',
          instrument: 'BTC-PERP',
          price: ticks(600_000n),
          size: lots(100n),
        },
        changes: [change],
      },
    }
    const view = viewOf({ accounts: [after] })
    fold.observe([episode('weakTrader'), acted('weakTrader'), takeover, ended('weakTrader', 'taken-over', 20)], view)
    fold.sample(view)
    const { metrics, series } = fold.finish(view, counterfactual)
    assert.equal(metrics['forcedNotional'], '6000')
    assert.equal(metrics['positionPreserved'], 0)
    assert.equal(metrics['overLiquidationRatio'], 0.5)
    assert.equal(series[0]?.takenByVault, usdc(6000))
  })
})
