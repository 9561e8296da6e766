import { parseDecimal } from '@ebbline/core'
import type { MetricValue } from '@ebbline/wire'
import type { PolicyRuns, Ranking, TapeComparison } from './verdicts-types.ts'
import type { MetricDefinition } from './metrics-definitions.ts'
import { sameVariant, type Variant } from './variants.ts'

/** How one policy stands to another in one metric. `unknown`: one of the two was not measured. */
export type Standing = 'better' | 'worse' | 'equal' | 'unknown'

/** One metric of all policies on one tape under one variant. */
export interface Column {
  readonly tape: TapeComparison
  readonly variant: Variant
  readonly cells: readonly { readonly policy: string; readonly value: MetricValue }[]
}

/** The variants of a tape, those of its first policy. */
export const variantsIn = (tape: TapeComparison): readonly Variant[] =>
  tape.policies[0]?.runs.map(({ bound, order }) => ({ bound, order })) ?? []

/** A policy's value of a metric under one variant; null where it was not measured. */
export const valueUnder = ({ runs }: PolicyRuns, metric: string, variant: Variant): MetricValue =>
  runs.find((run) => sameVariant(run, variant))?.run.metrics[metric] ?? null

/** The columns of a metric: one a tape and variant, tapes in their order, frozen before own. */
export const columnsOf = (tapes: readonly TapeComparison[], metric: string): readonly Column[] =>
  tapes.flatMap((tape) =>
    variantsIn(tape).map((variant) => ({
      tape,
      variant,
      cells: tape.policies.map((runs) => ({ policy: runs.policy, value: valueUnder(runs, metric, variant) })),
    })),
  )

/** More places than any amount has. */
const PLACES = 30

/** Sign of a - b: decimal texts are compared exactly, numbers as they are. */
const order = (a: string | number, b: string | number): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [a, b].map((value) => (typeof value === 'string' ? parseDecimal(value, PLACES) : null))
  if (x === null || y === null || x === undefined || y === undefined) return Number(a) - Number(b)
  return x === y ? 0 : x < y ? -1 : 1
}

/** Where `value` stands against `other`, by the end of the metric that is good. Only equal numbers are equal. */
export const standingOf = (better: MetricDefinition['better'], value: MetricValue, other: MetricValue): Standing => {
  if (value === null || other === null) return 'unknown'
  const sign = order(value, other) * (better === 'lower' ? 1 : -1)
  return sign === 0 ? 'equal' : sign < 0 ? 'better' : 'worse'
}

/** The policies that none beats; empty when any was not measured, because then nobody knows. */
export const bestOf = (better: MetricDefinition['better'], { cells }: Column): readonly string[] => {
  if (cells.some(({ value }) => value === null)) return []
  return cells
    .filter(({ value }) => cells.every((other) => standingOf(better, value, other.value) !== 'worse'))
    .map(({ policy }) => policy)
}

/** The value of a policy in a column; null where it was not measured. */
export const valueIn = ({ cells }: Column, policy: string): MetricValue =>
  cells.find((cell) => cell.policy === policy)?.value ?? null

/**
 * The order of policies as far as all columns agree: a group ends where every policy up to there is better than every later one
 * in every column. What is claimed is therefore the finest order that no column contradicts.
 *
 * @source docs/models/verdicts.md, eq. 3
 */
export const groupsOf = (better: MetricDefinition['better'], columns: readonly Column[]): Ranking['groups'] => {
  const [first] = columns
  if (first === undefined || columns.some(({ cells }) => cells.some(({ value }) => value === null))) return []
  const stands = (one: string, other: string): readonly Standing[] =>
    columns.map((column) => standingOf(better, valueIn(column, one), valueIn(column, other)))
  const sorted = first.cells
    .map(({ policy }) => policy)
    .toSorted((a, b) => SIGN[standingOf(better, valueIn(first, a), valueIn(first, b))])
  const groups: string[][] = [[]]
  for (const [at, policy] of sorted.entries()) {
    groups.at(-1)?.push(policy)
    const [before, after] = [sorted.slice(0, at + 1), sorted.slice(at + 1)]
    const splits = before.every((one) => after.every((other) => stands(one, other).every((each) => each === 'better')))
    if (splits && after.length > 0) groups.push([])
  }
  return groups.map((policies) => ({
    policies,
    ties:
      policies.length > 1 && policies.every((one) => stands(policies[0] ?? '', one).every((each) => each === 'equal')),
  }))
}

const SIGN: Readonly<Record<Standing, number>> = { better: -1, worse: 1, equal: 0, unknown: 0 }
