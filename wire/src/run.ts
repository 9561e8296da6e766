import { Type } from 'typebox'
import { decode } from './codec.ts'
import { wholeFile } from './json.ts'
import { provenanceSchema, type RunProvenance } from './run-provenance.ts'
import { flag, number, only, orNull, record, seal, text, whole, type Schema } from './schema.ts'
import { decimalText } from './schemas/human.ts'

/** What one run was, and what came of it: the content of `run.json`. Money as decimal texts in numeraire units. */
export interface Run {
  readonly schema: 'ebbline.run/1'
  readonly scenario: string
  readonly policy: string
  readonly seed: number
  /** `frozen`: recorded prices as they are; `own`: with the impact of the run's own orders. */
  readonly impact: 'frozen' | 'own'
  readonly stateHash: string
  readonly journalHash: string
  /** Largest residual of any conservation law at any event; `ok` only when it is 0. */
  readonly conservation: { readonly ok: boolean; readonly residual: string }
  readonly counts: Readonly<Record<string, number>>
  readonly metrics: RunMetrics
  /** Forced closing by who took it; the parts add up to all of it. Absent in runs of an older version. */
  readonly closedByCause?: Readonly<Record<ClosedCause, string>>
  readonly wallMs: number
  readonly provenance: RunProvenance
  /** How well the cost of trades was foreseen; absent where no estimate was made. */
  readonly estimates?: RunEstimates
}

/** How a position was closed by force: in the market, taken over by a fund, the vault or a backstop, or against winners. */
export const CLOSED_CAUSES = ['traded', 'fund', 'vault', 'backstop', 'deleveraged'] as const
export type ClosedCause = (typeof CLOSED_CAUSES)[number]

/** Cost estimates made before forced trades, against what the fills then cost. */
export interface RunEstimates {
  /** Orders that were estimated and filled at least in part. */
  readonly trades: number
  /** Σ notional·estimated / Σ notional·realised - 1; null without cost. Above 0 the estimates were too dear. */
  readonly bias: number | null
  /** Share of the trades whose realised cost lay within its 90 % interval; null without trades. */
  readonly coverage: number | null
  /** Share of the trades that cost less than the interval, and more. */
  readonly below: number | null
  readonly above: number | null
}

/** A metric is money (decimal text), a number, or null where its denominator is zero. */
export type MetricValue = string | number | null

/** Metrics that every run has. */
export const METRIC_NAMES = [
  'badDebt',
  'fundDrawdown',
  'forcedNotional',
  'traderLoss',
  'venueLoss',
  'overLiquidationRatio',
  'unnecessaryRate',
  'equityPreserved',
  'positionPreserved',
  'slippageBps',
  'peakImpactBps',
  'amplification',
  'timeAtRiskSec',
  'adlNotional',
  'adlOvershoot',
  'accountsTouched',
  'accountsRestored',
  'accountsBankrupt',
] as const

export type RunMetrics = Readonly<Record<(typeof METRIC_NAMES)[number], MetricValue>> &
  Readonly<Record<string, MetricValue>>

const metric = { anyOf: [decimalText, Type.Number(), Type.Null()] }

const metricsSchema: Schema<RunMetrics> = Type.Unsafe<RunMetrics>({
  type: 'object',
  properties: Object.fromEntries(METRIC_NAMES.map((name) => [name, metric])),
  required: METRIC_NAMES,
  additionalProperties: metric,
})

const closedByCauseSchema: Schema<NonNullable<Run['closedByCause']>> = record({
  traded: decimalText,
  fund: decimalText,
  vault: decimalText,
  backstop: decimalText,
  deleveraged: decimalText,
})

const countsSchema: Schema<Run['counts']> = Type.Unsafe<Run['counts']>({
  type: 'object',
  additionalProperties: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})

const digest: Schema<string> = Type.Unsafe<string>({ type: 'string', pattern: '^[0-9a-f]{64}$' })

const impactSchema: Schema<Run['impact']> = Type.Unsafe<Run['impact']>({ type: 'string', enum: ['frozen', 'own'] })

const share = orNull(number(0, 1))

const estimatesSchema: Schema<RunEstimates> = record({
  trades: whole(0, Number.MAX_SAFE_INTEGER),
  bias: orNull(number(-Number.MAX_VALUE, Number.MAX_VALUE)),
  coverage: share,
  below: share,
  above: share,
})

export const runSchema: Schema<Run> = seal<Run>()(
  record({
    schema: only('ebbline.run/1'),
    scenario: text(200),
    policy: text(64),
    seed: whole(0, Number.MAX_SAFE_INTEGER),
    impact: impactSchema,
    stateHash: digest,
    journalHash: digest,
    conservation: record({ ok: flag, residual: decimalText }),
    counts: countsSchema,
    metrics: metricsSchema,
    closedByCause: Type.Optional(closedByCauseSchema),
    wallMs: number(0, Number.MAX_SAFE_INTEGER),
    provenance: provenanceSchema,
    estimates: Type.Optional(estimatesSchema),
  }),
)

/** The run of a `run.json`. @throws WireError */
export const parseRun = (file: string, content: string): Run => decode(runSchema, content, wholeFile(file))
