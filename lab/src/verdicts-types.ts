import type { MetricValue, Run } from '@ebbline/wire'
import type { Variant } from './variants.ts'

/** A run with the variant under which it was made. */
export interface VariantRun extends Variant {
  readonly run: Run
}

/** One policy on one tape, under every variant. */
export interface PolicyRuns {
  readonly policy: string
  readonly runs: readonly VariantRun[]
}

/** All policies on one tape. Every policy has the same variants in the same order. */
export interface TapeComparison {
  readonly scenario: string
  readonly seed: number
  readonly policies: readonly PolicyRuns[]
}

/** All tapes, and what may be said of the ranking: the content of `comparison.json`. */
export interface Comparison {
  readonly schema: 'ebbline.comparison/2'
  readonly tapes: readonly TapeComparison[]
  readonly verdicts: readonly Verdict[]
  readonly rankings: readonly Ranking[]
}

/** One policy's value of a verdict's metric on one tape, under every variant. */
export interface VerdictValue {
  readonly scenario: string
  readonly seed: number
  readonly policy: string
  readonly values: readonly (Variant & { readonly value: MetricValue })[]
}

/**
 * What may be said of one metric (`best`: which policy leads; `versus`: `soft` against one other policy), or of the whole
 * comparison (`summary`: plain sentences drawn from the other two). A claim `holds` only where it is true on every tape under
 * every variant: both bounds and, on recorded tapes, both print orders.
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
  /** On how many tapes the most frequent relation holds under every variant, and how many there are. */
  readonly tapes: { readonly hold: number; readonly of: number }
  /** Where the most frequent relation does not hold, and why; empty where it holds everywhere. */
  readonly breaks: readonly Break[]
  readonly values: readonly VerdictValue[]
}

/** A tape on which a claim fails. */
export interface Break {
  readonly scenario: string
  readonly seed: number
  /** A clause that follows `because`. */
  readonly because: string
}

/**
 * The order of policies in one metric as far as it holds under every variant, best first. Within a group nothing is claimed,
 * unless `ties` says that all of it are equal everywhere. No groups: a value was not measured.
 */
export interface Ranking {
  readonly metric: string
  /** The tape; null = over all tapes. */
  readonly tape: { readonly scenario: string; readonly seed: number } | null
  readonly groups: readonly { readonly policies: readonly string[]; readonly ties: boolean }[]
}
