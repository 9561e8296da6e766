import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { METRIC_NAMES, parseRun, type Run } from './run.ts'

const metrics = {
  badDebt: '12.5',
  fundDrawdown: '0',
  traderLoss: '12.5',
  venueLoss: '-3',
  forcedNotional: '1000000.25',
  overLiquidationRatio: null,
  unnecessaryRate: 0.25,
  equityPreserved: 0.5,
  positionPreserved: 0.5,
  slippageBps: -1.5,
  peakImpactBps: 30,
  amplification: 1.2,
  timeAtRiskSec: 60,
  adlNotional: '0',
  adlOvershoot: '0',
  accountsTouched: 3,
  accountsRestored: 2,
  accountsBankrupt: 1,
}

const run: Run = {
  schema: 'ebbline.run/1',
  scenario: 'crash',
  policy: 'soft',
  seed: 1,
  impact: 'own',
  stateHash: 'a'.repeat(64),
  journalHash: 'b'.repeat(64),
  conservation: { ok: true, residual: '0' },
  counts: { batches: 10 },
  metrics: { ...metrics, giniOfAdl: 0.4 },
  wallMs: 12.5,
  provenance: { node: 'v24' },
}

describe('parseRun', () => {
  test('reads a run with the metrics every run has, and further ones', () => {
    assert.deepEqual(parseRun('run.json', JSON.stringify(run)), run)
  })

  test('reads what a recorded tape rests on, and how well costs were foreseen', () => {
    const recorded: Run = {
      ...run,
      provenance: {
        printOrder: 'farther-first',
        datasets: [{ name: 'candles/a.csv.gz', sha256: 'c'.repeat(64) }],
        assumptions: ['Leverage is assumed.'],
        limits: ['Spot is not mark.'],
        reaction: [{ name: 'y', value: 0.8, low: 0.6, high: 1.1 }],
      },
      estimates: { trades: 4, bias: -0.05, coverage: 0.75, below: 0.25, above: 0 },
    }
    assert.deepEqual(parseRun('run.json', JSON.stringify(recorded)), recorded)
  })

  test('reads who closed positions, each part an amount', () => {
    const closedByCause = { traded: '5', fund: '1.5', vault: '0', backstop: '2', deleveraged: '0' }
    assert.deepEqual(parseRun('run.json', JSON.stringify({ ...run, closedByCause })), { ...run, closedByCause })
    const { fund: _gone, ...part } = closedByCause
    assert.throws(() => parseRun('run.json', JSON.stringify({ ...run, closedByCause: part })), /closedByCause\.fund/)
  })

  for (const name of METRIC_NAMES)
    test(`refuses a run without ${name}`, () => {
      const { [name]: _gone, ...rest } = run.metrics
      assert.throws(
        () => parseRun('run.json', JSON.stringify({ ...run, metrics: rest })),
        new RegExp(`metrics\\.${name} = nothing`),
      )
    })

  const faults = [
    [{ ...run, stateHash: 'A'.repeat(64) }, /stateHash/],
    [{ ...run, metrics: { ...run.metrics, badDebt: 'much' } }, /metrics\.badDebt = "much"/],
    [{ ...run, counts: { batches: -1 } }, /counts\.batches = -1/],
    [{ ...run, impact: 'both' }, /impact = "both" .*one of "frozen", "own"/],
    [{ ...run, schema: 'ebbline.run/2' }, /schema/],
    [{ ...run, provenance: { printOrder: 'random' } }, /provenance\.printOrder = "random"/],
    [{ ...run, provenance: { datasets: [{ name: 'a', sha256: 'short' }] } }, /provenance\.datasets\.0\.sha256/],
    [{ ...run, estimates: { trades: 1, bias: 0, coverage: 2, below: 0, above: 0 } }, /estimates\.coverage = 2/],
  ] as const
  for (const [value, message] of faults)
    test(`refuses what ${message} names`, () =>
      assert.throws(() => parseRun('run.json', JSON.stringify(value)), message))
})
