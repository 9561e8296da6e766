import type { Ratio, Ticks } from '../units/index.ts'
import type { Instrument, InstrumentId } from '../instruments/index.ts'
import type { DepthCurve, IndexPrint, TimeMs } from '../market/index.ts'

/**
 * How far a mark may be trusted, from best to worst. `stale`: too little fresh weight, the price is the last good one.
 * `suspect`: fresh sources disagree, are unsure, or contradict what the price rests on. `halted`: suspect or stale for longer than
 * the rule allows.
 */
export type MarkStatus = 'fine' | 'stale' | 'suspect' | 'halted'

/**
 * Why a judgement is not fine. `silent`: fresh sources hold too little weight. `disagreement`: what is left without outliers
 * does. `wide`: the sources are unsure by more than the rule allows. `discount`: the market of a converted asset is further
 * from its redemption value than the rule allows. `base`: the mark that a conversion starts from is not fine.
 */
export type Doubt = 'silent' | 'disagreement' | 'wide' | 'discount' | 'base'

/** A mark that is not fine: since when, why (the last reason), and since when judgements have been fine again; null = the last was not. */
export interface Trouble {
  readonly since: TimeMs
  readonly calm: TimeMs | null
  readonly doubt: Doubt
}

/**
 * What a rule remembers from one judgement to the next. `basis`: the average of own price over index less one, the basis that
 * has stood since the last judgement, and its time. `redemption`: the last accepted redemption ratio and its time. All 1e-18.
 */
export type MarkMemory =
  | { readonly kind: 'basis'; readonly average: Ratio; readonly standing: Ratio; readonly time: TimeMs }
  | { readonly kind: 'redemption'; readonly ratio: Ratio; readonly time: TimeMs }

/**
 * A judged price. `index` is what outside sources alone say, before the venue's own book has a word; rules without a basis
 * give the same number twice. `time` is when the price was last judged fine. What is absent is empty: a fine mark has no
 * `trouble`, a rule without memory no `memory`, a judgement that left no source out no `leftOut`.
 */
export interface Mark {
  readonly instrument: InstrumentId
  readonly price: Ticks
  readonly index: Ticks
  readonly status: MarkStatus
  readonly time: TimeMs
  /** Sources that the last judgement left out because they stand too far from the others. */
  readonly leftOut?: number
  readonly trouble?: Trouble
  readonly memory?: MarkMemory
}

/** What a rule may read of one instrument at one moment. */
export interface Evidence {
  readonly instrument: Instrument
  readonly prints: readonly IndexPrint[]
  /** The venue's own book; null when it was never seen. */
  readonly book: DepthCurve | null
  /** Marks and specifications of instruments judged before this one, for conversions. */
  readonly marks: ReadonlyMap<InstrumentId, Mark>
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>
  readonly previous: Mark | null
  readonly now: TimeMs
}

/** What a rule says now. A null price or index keeps the one before. */
export interface Judgement {
  /** Null when the price is fine. */
  readonly doubt: Doubt | null
  readonly price: Ticks | null
  readonly index: Ticks | null
  readonly leftOut: number
  readonly memory: MarkMemory | null
}
