import type { Lots, Ratio, Ticks } from '../units/index.ts'
import type { Instrument, InstrumentId } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import type { TimeMs } from '../market/index.ts'

/**
 * One leg of a slice: a trade of `size` (opposite in sign to the position, collateral or debt it reduces), at `limit` or better; null = any
 * price. With `hedges` it may open or enlarge a position, against what the account is exposed to elsewhere.
 */
export interface DraftLeg {
  readonly instrument: InstrumentId
  readonly size: Lots
  readonly limit: Ticks | null
  readonly hedges?: true
}

/** One account's wish for a slice, as allocation sees it. Legs are independent per instrument. */
export interface Proposal {
  /** Whether filling just these legs leaves the account no riskier; absent: nobody knows. */
  readonly noRiskier?: (legs: readonly DraftLeg[]) => boolean
  readonly account: AccountId
  readonly rank: Ratio
  readonly legs: readonly DraftLeg[]
  /** A slice that must be granted whole or not at all (fill-or-kill). */
  readonly whole: boolean
}

/** Lots that forced flow may still take in one instrument in the present window; null = no cap. */
export interface Budget {
  readonly instrument: InstrumentId
  readonly buy: Lots | null
  readonly sell: Lots | null
}

/** What a proposal may do: every leg equal or smaller, in the proposal's order; legs granted nothing are absent. */
export interface Grant {
  readonly account: AccountId
  readonly legs: readonly DraftLeg[]
  readonly bound: readonly InstrumentId[]
}

/** One side of a market, as the budget of an allocation sees it. All lots count what this policy sent or transferred. */
export interface MarketWindow {
  readonly instrument: Instrument
  readonly side: 'buy' | 'sell'
  readonly time: TimeMs
  /** Traded volume since the batch before [lots]. */
  readonly expectedVolume: Lots
  /** On this side since the last batch. */
  readonly used: Lots
  /** On both sides after a time; as far back as the allocation's `lookbackMs`. */
  readonly taken: (since: TimeMs) => Lots
  /** When the market was last taken from, on either side; null = not within the lookback. */
  readonly last: TimeMs | null
  /** Net signed lots of all customers. */
  readonly skew: Lots
}

/** `allocate(proposals, budgets)`: never more than proposed, sums within the budget, blind to the order of its input, says what bound. */
export interface Allocation {
  /** Lots that forced flow may still take of one side of a market now. Null = no cap. */
  readonly budget: (window: MarketWindow) => Lots | null
  /** How far back `taken` and `last` must reach, ms; absent = not at all. */
  readonly lookbackMs?: number
  /** Grants in queue order, one for every proposal. */
  readonly allocate: (proposals: readonly Proposal[], budgets: readonly Budget[]) => readonly Grant[]
}
