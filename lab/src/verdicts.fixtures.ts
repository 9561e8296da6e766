import type { MetricValue, Run } from '@ebbline/wire'
import type { TapeComparison, VariantRun } from './verdicts-types.ts'
import { metricDefinitions } from './metrics-definitions.ts'
import type { BoundName } from './runner.ts'
import { variantsOf, type Variant } from './variants.ts'

/** Metrics of one run by name; those not named are 0, so that all runs tie in them. */
export type Metrics = Readonly<Record<string, MetricValue>>

/** A run that states the given metrics and nothing else of interest. */
export const runOf = (options: {
  readonly policy: string
  readonly bound: BoundName
  readonly seed?: number
  readonly metrics: Metrics
}): Run => ({
  schema: 'ebbline.run/1',
  scenario: 'hand-made',
  policy: options.policy,
  seed: options.seed ?? 1,
  impact: options.bound,
  stateHash: 'a'.repeat(64),
  journalHash: 'b'.repeat(64),
  conservation: { ok: true, residual: '0' },
  counts: {},
  metrics: {
    ...Object.fromEntries(metricDefinitions.map(({ name, unit }) => [name, unit === 'money' ? '0' : 0])),
    ...options.metrics,
  } as Run['metrics'],
  wallMs: 1000,
  provenance: {},
})

/** One generated tape: policy name to its metrics under the frozen path and under own impact. */
export const tapeOf = (
  seed: number,
  policies: Readonly<Record<string, readonly [frozen: Metrics, own: Metrics]>>,
): TapeComparison => tape(seed, [null], policies)

/** One recorded tape: policy name to its metrics, frozen under both print orders, then own impact under both. */
export const recordedTapeOf = (
  seed: number,
  policies: Readonly<Record<string, readonly [Metrics, Metrics, Metrics, Metrics]>>,
): TapeComparison => tape(seed, ['nearer-first', 'farther-first'], policies)

const tape = (
  seed: number,
  orders: readonly Variant['order'][],
  policies: Readonly<Record<string, readonly Metrics[]>>,
): TapeComparison => ({
  scenario: 'hand-made',
  seed,
  policies: Object.entries(policies).map(([policy, metrics]) => ({
    policy,
    runs: variantsOf(orders).map((variant, at): VariantRun => ({
      ...variant,
      run: runOf({ policy, bound: variant.bound, seed, metrics: metrics[at] ?? {} }),
    })),
  })),
})
