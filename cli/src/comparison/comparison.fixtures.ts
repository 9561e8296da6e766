import type { Comparison, MetricDefinition } from '@ebbline/lab'
import type { MetricValue, Run } from '@ebbline/wire'

const define = (
  name: string,
  unit: MetricDefinition['unit'],
  better: MetricDefinition['better'] = 'lower',
): MetricDefinition => ({ name, title: name, unit, better, side: 'cost', definition: name, source: 'here' })

/** Definitions of the metrics that the table shows. */
export const definitions: readonly MetricDefinition[] = [
  define('badDebt', 'money'),
  define('fundDrawdown', 'money'),
  define('adlNotional', 'money'),
  define('socialised', 'money'),
  define('timeAtRiskSec', 'seconds'),
  define('forcedNotional', 'money'),
  define('overLiquidationRatio', 'ratio'),
  define('unnecessaryRate', 'ratio'),
  define('slippageBps', 'bps'),
  define('peakImpactBps', 'bps'),
  define('equityPreserved', 'ratio', 'higher'),
  define('positionPreserved', 'ratio', 'higher'),
  define('accountsTouched', 'count'),
  define('accountsRestored', 'count', 'higher'),
  define('accountsBankrupt', 'count'),
]

const run = (policy: string, impact: Run['impact'], metrics: Readonly<Record<string, MetricValue>>): Run => ({
  schema: 'ebbline.run/1',
  scenario: 'hand-made',
  policy,
  seed: 1,
  impact,
  stateHash: '0'.repeat(64),
  journalHash: '1'.repeat(64),
  conservation: { ok: true, residual: '0' },
  counts: {},
  metrics: {
    badDebt: '0',
    fundDrawdown: '123456789.5',
    forcedNotional: '987654321',
    overLiquidationRatio: 12.5,
    unnecessaryRate: null,
    equityPreserved: 0,
    positionPreserved: 0.5,
    slippageBps: -1234.5,
    peakImpactBps: 987.6,
    amplification: 1,
    timeAtRiskSec: 123_456,
    adlNotional: '123456',
    adlOvershoot: '0',
    accountsTouched: 10_000,
    accountsRestored: 5_000,
    accountsBankrupt: 1_234,
    socialised: '0',
    ...metrics,
  },
  wallMs: 1_500,
  provenance: { prices: 'generated', depth: 'synthetic ladder', restOfWorldShare: 'BTC-PERP 50 %' },
})

/** Two policies on one tape: `soft` has less bad debt on the frozen path and more under own impact. */
export const comparison: Comparison = {
  schema: 'ebbline.comparison/1',
  tapes: [
    {
      scenario: 'hand-made',
      seed: 1,
      policies: [
        {
          policy: 'full-close',
          frozen: run('full-close', 'frozen', { badDebt: '2000000', equityPreserved: 0.1 }),
          own: run('full-close', 'own', { badDebt: '2500000', equityPreserved: 0.08 }),
        },
        {
          policy: 'soft',
          frozen: run('soft', 'frozen', { badDebt: '1000000', equityPreserved: 0.6 }),
          own: run('soft', 'own', { badDebt: '2600000', equityPreserved: 0.55 }),
        },
      ],
    },
  ],
  verdicts: [
    {
      kind: 'summary',
      metric: null,
      sentence: 'soft keeps more equity.',
      holds: true,
      relation: 'said',
      policies: ['soft'],
      tapes: { hold: 1, of: 1 },
      values: [],
    },
    {
      kind: 'best',
      metric: 'badDebt',
      sentence: 'no ranking is claimed.',
      holds: false,
      relation: 'mixed',
      policies: ['soft', 'full-close'],
      tapes: { hold: 0, of: 1 },
      values: [],
    },
  ],
}
