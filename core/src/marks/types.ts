import type { Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { SourceId, TimeMs } from '../market/index.ts'

/**
 * How far a mark may be trusted, from best to worst. `stale`: too little fresh weight, the price is the last good one.
 * `suspect`: fresh sources disagree, or the price moved further than its rule believes. `halted`: suspect or stale for longer
 * than the rule allows.
 */
export type MarkStatus = 'fine' | 'stale' | 'suspect' | 'halted'

/**
 * A judged price. `index` is what outside sources alone say, before the venue's own book has a word; rules without a basis
 * give the same number twice. `time` is when the price was last judged fine.
 */
export interface Mark {
  readonly instrument: InstrumentId
  readonly price: Ticks
  readonly index: Ticks
  readonly status: MarkStatus
  readonly time: TimeMs
}

/** One source's weight in the median; a whole number > 0. */
export interface SourceWeight {
  readonly source: SourceId
  readonly weight: bigint
}

/** How prints become a mark: weighted median of the prints not older than `ageMax`, if they hold at least half of the weight. */
export interface MedianRule {
  readonly sources: readonly SourceWeight[]
  /** Oldest print that still counts [ms]. */
  readonly ageMax: number
}
