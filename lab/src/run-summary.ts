import { formatDecimal } from '@ebbline/core'
import { METRIC_NAMES, type Run, type RunEstimates, type RunProvenance } from '@ebbline/wire'
import type { ConservationReport } from './conservation.ts'
import { identityOf, orderOf } from './run-identity.ts'
import type { MetricValues } from './metrics-finish.ts'
import type { TapeNotes } from './recorded/index.ts'
import type { Runner } from './runner.ts'

/** What a finished run is summed up from. */
export interface RunFacts {
  readonly runner: Runner
  readonly metrics: MetricValues
  readonly closedByCause: NonNullable<Run['closedByCause']>
  readonly conservation: ConservationReport
  readonly counts: ReadonlyMap<string, number>
  readonly stateHash: string
  readonly journalHash: string
  readonly wallMs: number
  /** Cost estimates against fills. */
  readonly estimates: RunEstimates
}

/** The content of `run.json`: what was run, what came out, and what it rests on. */
export const runSummary = (facts: RunFacts): Run => {
  const { scenario, policy, bound } = facts.runner.plan
  return {
    schema: 'ebbline.run/1',
    scenario: scenario.name,
    policy: policy.name,
    seed: scenario.seed,
    impact: bound,
    stateHash: facts.stateHash,
    journalHash: facts.journalHash,
    conservation: { ok: facts.conservation.ok, residual: formatDecimal(facts.conservation.residual, 0) },
    counts: Object.fromEntries([...facts.counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    metrics: completeMetrics(facts.metrics),
    closedByCause: facts.closedByCause,
    wallMs: facts.wallMs,
    provenance: provenanceOf(facts),
    estimates: facts.estimates,
  }
}

/** A metric that `run.json` promises was not computed. It is a bug of the metrics. */
export class MissingMetricError extends Error {
  override readonly name = 'MissingMetricError'
}

const completeMetrics = (values: MetricValues): Run['metrics'] => {
  const missing = METRIC_NAMES.filter((name) => values[name] === undefined)
  if (missing.length > 0) throw new MissingMetricError(`the metrics of a run lack ${missing.join(', ')}`)
  return values as Run['metrics']
}

const provenanceOf = ({ runner, conservation }: RunFacts): RunProvenance => {
  const { plan, world } = runner
  const shares = world.restOfWorld.map(({ instrument, share }) => `${instrument} ${(share * 100).toFixed(1)} %`)
  const { datasets, ...identity } = identityOf(plan, plan.policy)
  return {
    ...identity,
    restOfWorldShare: shares.join(', '),
    accounts: 'generated population, leverage and sizes assumed',
    printOrder: orderOf(plan.scenario),
    ...(world.notes === null ? GENERATED : { ...RECORDED, ...recordedOf(world.notes), datasets }),
    ...(conservation.findings.length === 0 ? {} : { findings: conservation.findings.join('; ') }),
  }
}

const GENERATED = {
  prices: 'generated path; marks are weighted medians of simulated sources',
  depth: 'synthetic ladder that refills',
} as const

const RECORDED = {
  prices: 'recorded bars, four prints each; marks are judged from them',
  depth: 'modelled from recorded volume and volatility by fitted parameters, and refills',
} as const

const recordedOf = ({ assumptions, limits, reaction }: TapeNotes): RunProvenance => ({
  assumptions,
  limits,
  reaction: reaction.map(({ name, value, low, high }) => ({ name, value, low, high })),
})
