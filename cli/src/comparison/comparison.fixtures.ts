import type { Comparison, MetricDefinition, PolicyRuns, TapeComparison } from '@ebbline/lab'
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
    traderLoss: '1234567.5',
    venueLoss: '-54321',
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

type Values = Readonly<Record<string, MetricValue>>

const ORDERS = ['nearer-first', 'farther-first'] as const

const pair = (policy: string, frozen: Values, own: Values): PolicyRuns => ({
  policy,
  runs: [
    { bound: 'frozen', order: null, run: run(policy, 'frozen', frozen) },
    { bound: 'own', order: null, run: run(policy, 'own', own) },
  ],
})

/** Runs on a recorded tape: frozen in both print orders, then own impact in both. */
const four = (policy: string, values: readonly [Values, Values, Values, Values]): PolicyRuns => ({
  policy,
  runs: (['frozen', 'own'] as const).flatMap((bound, side) =>
    ORDERS.map((order, at) => {
      const { provenance, ...rest } = run(policy, bound, values[side * 2 + at] ?? {})
      return { bound, order, run: { ...rest, provenance: { ...provenance, ...RECORDED, printOrder: order } } }
    }),
  ),
})

const RECORDED = {
  datasets: [{ name: 'candles/btc.csv.gz', sha256: '2'.repeat(64) }],
  assumptions: ['Leverage is assumed.'],
  limits: ['Spot prices stand for marks.'],
}

/** A recorded tape: `soft` keeps more equity in all four runs, has less bad debt in three of four. */
export const recordedTape: TapeComparison = {
  scenario: 'recorded',
  seed: 1,
  policies: [
    four('full-close', [
      { badDebt: '2000000', equityPreserved: 0.1 },
      { badDebt: '2100000', equityPreserved: 0.11 },
      { badDebt: '2500000', equityPreserved: 0.08 },
      { badDebt: '2400000', equityPreserved: 0.09 },
    ]),
    four('soft', [
      { badDebt: '1000000', equityPreserved: 0.6 },
      { badDebt: '1100000', equityPreserved: 0.61 },
      { badDebt: '1200000', equityPreserved: 0.55 },
      { badDebt: '2600000', equityPreserved: 0.56 },
    ]),
  ],
}

/** Two policies on one tape: `soft` has less bad debt on the frozen path and more under own impact. */
export const comparison: Comparison = {
  schema: 'ebbline.comparison/2',
  tapes: [
    {
      scenario: 'hand-made',
      seed: 1,
      policies: [
        pair('full-close', { badDebt: '2000000', equityPreserved: 0.1 }, { badDebt: '2500000', equityPreserved: 0.08 }),
        pair('soft', { badDebt: '1000000', equityPreserved: 0.6 }, { badDebt: '2600000', equityPreserved: 0.55 }),
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
      breaks: [],
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
      breaks: [],
      values: [],
    },
  ],
  rankings: [
    {
      metric: 'equityPreserved',
      tape: { scenario: 'hand-made', seed: 1 },
      groups: [
        { policies: ['soft'], ties: false },
        { policies: ['full-close'], ties: false },
      ],
    },
  ],
}
