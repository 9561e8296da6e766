import type { MetricValue, Run } from '@ebbline/wire'

/** One policy on one tape, under both bounds. */
export interface PolicyRuns {
  readonly policy: string
  readonly frozen: Run
  readonly own: Run
}

/** All policies on one tape. */
export interface TapeComparison {
  readonly scenario: string
  readonly seed: number
  readonly policies: readonly PolicyRuns[]
}

/** All tapes, and what may be said of the ranking: the content of `comparison.json`. */
export interface Comparison {
  readonly schema: 'ebbline.comparison/1'
  readonly tapes: readonly TapeComparison[]
  readonly verdicts: readonly Verdict[]
}

/** One policy's value of a verdict's metric on one tape, under both bounds. */
export interface VerdictValue {
  readonly scenario: string
  readonly seed: number
  readonly policy: string
  readonly frozen: MetricValue
  readonly own: MetricValue
}

/**
 * What may be said of one metric (`best`: which policy leads; `versus`: `soft` against one other policy), or of the whole
 * comparison (`summary`: plain sentences drawn from the other two). A claim `holds` only where it is true on every tape under
 * both bounds.
 */
export interface Verdict {
  readonly kind: 'best' | 'versus' | 'summary'
  /** Name of the metric; null in a summary, which may speak of several. */
  readonly metric: string | null
  /** One plain sentence with the numbers. */
  readonly sentence: string
  readonly holds: boolean
  /** `better`, `worse`, `equal` of `policies[0]` against `policies[1]`, or `mixed`; of a best, `best`, `tied` or `mixed`. */
  readonly relation: 'better' | 'worse' | 'equal' | 'mixed' | 'best' | 'tied' | 'said'
  /** Who is meant: the leaders, or the two compared. Where nothing holds, all that lead somewhere. */
  readonly policies: readonly string[]
  /** On how many tapes the same relation holds under both bounds, and how many there are. */
  readonly tapes: { readonly hold: number; readonly of: number }
  readonly values: readonly VerdictValue[]
}
