import type { Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { SourceId, TimeMs } from '../market/index.ts'

/**
 * A judged price. `stale`: fresh sources hold too little weight, the price is the last good one and no new liquidation may
 * start from it. `time` is when the price was last judged fine.
 */
export interface Mark {
  readonly instrument: InstrumentId
  readonly price: Ticks
  readonly status: 'fine' | 'stale'
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
