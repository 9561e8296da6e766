import type { AccountId, HouseDeclaration, InstrumentId, TimeMs } from '@ebbline/core'

/** A derivative as the metrics see it. */
export interface MeasuredMarket {
  readonly id: InstrumentId
  /** Quote units of one tick. */
  readonly tick: number
  /** Distance of the farthest background quote from the middle [bp]. */
  readonly farthestBps: number
}

/** What metrics know of a run before it starts. */
export interface MetricsTerms {
  readonly house: HouseDeclaration
  readonly isHouse: (account: AccountId) => boolean
  readonly batchMs: number
  /** Decimals of the numeraire, for money as text. */
  readonly decimals: number
  readonly derivatives: readonly MeasuredMarket[]
  /** Exogenous price in quote units per base unit. */
  readonly exogenous: (instrument: InstrumentId, time: TimeMs) => number
}
