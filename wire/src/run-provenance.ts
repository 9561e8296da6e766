import { Type } from 'typebox'
import type { PrintOrder } from './scenario.ts'
import { choice, list, number, orNull, record, seal, text, type Schema } from './schema.ts'

/** A recorded file that a run read: its name within the data folder, and the hash of its bytes. */
export interface DatasetUsed {
  readonly name: string
  readonly sha256: string
}

/** One fitted parameter of how a market reacts, with the interval in which it may lie. */
export interface FittedParameter {
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What a result depends on. No path of a machine stands here: datasets are named relative to the data folder. */
export interface RunProvenance {
  readonly node?: string
  readonly version?: string
  readonly scenarioHash?: string
  readonly policyHash?: string
  /** Share of the open interest at the start that the rest of the world takes, market by market. */
  readonly restOfWorldShare?: string
  readonly prices?: string
  readonly depth?: string
  readonly accounts?: string
  /** What the conservation watch found, when it found something. */
  readonly findings?: string
  /** Which extreme of a bar was printed first; null on a generated path, which has no bars. */
  readonly printOrder?: PrintOrder | null
  readonly datasets?: readonly DatasetUsed[]
  /** What had to be assumed because no data say it, one sentence each. */
  readonly assumptions?: readonly string[]
  /** What the data cannot show, one sentence each. */
  readonly limits?: readonly string[]
  readonly reaction?: readonly FittedParameter[]
}

const words = text(4_000)
const sentences = list(words, { maxItems: 200 })
const any = number(-Number.MAX_VALUE, Number.MAX_VALUE)

const dataset: Schema<DatasetUsed> = record({
  name: text(1_000),
  sha256: Type.Unsafe<string>({ type: 'string', pattern: '^[0-9a-f]{64}$' }),
})

const fitted: Schema<FittedParameter> = record({ name: text(200), value: any, low: any, high: any })

export const provenanceSchema: Schema<RunProvenance> = seal<RunProvenance>()(
  record({
    node: Type.Optional(words),
    version: Type.Optional(words),
    scenarioHash: Type.Optional(words),
    policyHash: Type.Optional(words),
    restOfWorldShare: Type.Optional(words),
    prices: Type.Optional(words),
    depth: Type.Optional(words),
    accounts: Type.Optional(words),
    findings: Type.Optional(text(100_000)),
    printOrder: Type.Optional(orNull(choice('nearer-first', 'farther-first'))),
    datasets: Type.Optional(list(dataset, { maxItems: 1_000 })),
    assumptions: Type.Optional(sentences),
    limits: Type.Optional(sentences),
    reaction: Type.Optional(list(fitted, { maxItems: 1_000 })),
  }),
)
