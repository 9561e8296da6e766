import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { METRIC_NAMES, parseRun, type Run } from './run.ts'

const metrics = {
  badDebt: '12.5',
  fundDrawdown: '0',
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
  ] as const
  for (const [value, message] of faults)
    test(`refuses what ${message} names`, () =>
      assert.throws(() => parseRun('run.json', JSON.stringify(value)), message))
})
