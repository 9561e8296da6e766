import { parseDecimal } from '@ebbline/core'
import type { MetricValue } from '@ebbline/wire'
import type { TapeComparison } from './verdicts-types.ts'
import type { MetricDefinition } from './metrics-definitions.ts'
import type { BoundName } from './runner.ts'

/** How one policy stands to another in one metric. `unknown`: one of the two was not measured. */
export type Standing = 'better' | 'worse' | 'equal' | 'unknown'

/** Both bounds in the order in which they are always said: prices that ignore the run's flow, prices that carry it. */
export const BOUND_NAMES: readonly BoundName[] = ['frozen', 'own']

/** One metric of all policies on one tape under one bound. */
export interface Column {
  readonly tape: TapeComparison
  readonly bound: BoundName
  readonly cells: readonly { readonly policy: string; readonly value: MetricValue }[]
}

/** The columns of a metric: one a tape and bound, tapes in their order, frozen before own. */
export const columnsOf = (tapes: readonly TapeComparison[], metric: string): readonly Column[] =>
  tapes.flatMap((tape) =>
    BOUND_NAMES.map((bound) => ({
      tape,
      bound,
      cells: tape.policies.map((runs) => ({ policy: runs.policy, value: runs[bound].metrics[metric] ?? null })),
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
