import type { Atoms, Ratio } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { SourceId } from '../market/index.ts'

/** One source's weight; a whole number > 0. */
export interface SourceWeight {
  readonly source: SourceId
  readonly weight: bigint
}

/** How prints of outside sources become an index: weighted median of the fresh ones, without those that stand alone. */
export interface IndexTerms {
  readonly sources: readonly SourceWeight[]
  /** Oldest print that still counts [ms]. */
  readonly ageMax: number
  /** Furthest that a source may stand from the median of the others, as a share of it; null = any distance. */
  readonly deviationMax: Ratio | null
}

/**
 * How a mark that is not fine goes on. It gets worse at once; it is fine again after `recoverAfter` ms of unbroken fine
 * judgements; it is halted once it has not been fine for `haltAfter` ms (null = never). Absent: never halted, fine at once.
 */
export interface StatusLadder {
  readonly haltAfter: number | null
  readonly recoverAfter: number
}

interface Laddered {
  readonly ladder?: StatusLadder
}

/** The index is the mark. */
export interface MedianRule extends IndexTerms, Laddered {
  readonly kind: 'weighted-median'
}

/** The venue's own price: the middle of its book, or the last trade that a source prints. */
export type OwnPrice =
  | { readonly kind: 'book' }
  | { readonly kind: 'trades'; readonly source: SourceId; readonly ageMax: number }

/** Index plus the average of the own price's basis, each observation clamped to ±`basisMax`; half of the weight is younger than `halfLife` ms. */
export interface EmaBasisRule extends Laddered {
  readonly kind: 'ema-basis'
  readonly index: IndexTerms
  readonly own: OwnPrice
  readonly halfLife: number
  readonly basisMax: Ratio
}

/** Middle of what selling and buying `notional` (settlement atoms) in the own book would get, within ±`basisMax` of the index. */
export interface ImpactPriceRule extends Laddered {
  readonly kind: 'impact-price'
  readonly index: IndexTerms
  readonly notional: Atoms
  readonly basisMax: Ratio
}

/** Sources that publish how sure they are. Wider than `widthMax` of the price is suspect; `multiple` half-widths are given to the account. */
export interface ConfidenceRule extends Laddered {
  readonly kind: 'confidence'
  readonly sources: readonly SourceWeight[]
  readonly ageMax: number
  readonly widthMax: Ratio
  readonly multiple: Ratio
}

/** Mean by traded volume of primary sources and of secondary ones, which count only while younger than a cap of their own. */
export interface VolumeIndexRule extends Laddered {
  readonly kind: 'volume-index'
  readonly primary: readonly SourceId[]
  readonly primaryAgeMax: number
  readonly secondary: readonly SourceId[]
  readonly secondaryAgeMax: number
}

/** One source as it is. */
export interface LastTradeRule extends Laddered {
  readonly kind: 'last-trade'
  readonly source: SourceId
}

/** Mark of `base` (null = one unit of the quote asset) × redemption ratio, never the asset's own market. */
export interface ConversionRule extends Laddered {
  readonly kind: 'conversion'
  readonly base: InstrumentId | null
  /** Who states the ratio, in steps of `step`. */
  readonly redemption: { readonly source: SourceId; readonly step: Ratio; readonly ageMax: number }
  /** Fastest that the ratio may change: share of itself in `changePer` ms. */
  readonly changeMax: Ratio
  readonly changePer: number
  /** The asset's own market and its largest distance from redemption value before the mark is suspect; null = not watched. */
  readonly market: { readonly index: IndexTerms; readonly discountMax: Ratio } | null
}

/** How an instrument gets its mark: one file a rule, formulas in docs/models/marks.md. */
export type MarkRule =
  | MedianRule
  | EmaBasisRule
  | ImpactPriceRule
  | ConfidenceRule
  | VolumeIndexRule
  | LastTradeRule
  | ConversionRule

/** Sources whose prints a rule reads, each once. */
export const sourcesOf = (rule: MarkRule): readonly SourceId[] => {
  switch (rule.kind) {
    case 'weighted-median':
    case 'confidence':
      return named(rule.sources)
    case 'ema-basis':
      return unique([...named(rule.index.sources), ...(rule.own.kind === 'trades' ? [rule.own.source] : [])])
    case 'impact-price':
      return named(rule.index.sources)
    case 'volume-index':
      return unique([...rule.primary, ...rule.secondary])
    case 'last-trade':
      return [rule.source]
    case 'conversion':
      return unique([rule.redemption.source, ...(rule.market === null ? [] : named(rule.market.index.sources))])
  }
}

const named = (sources: readonly SourceWeight[]): readonly SourceId[] => sources.map(({ source }) => source)

const unique = (sources: readonly SourceId[]): readonly SourceId[] => [...new Set(sources)]
