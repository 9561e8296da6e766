import type { Atoms, Lots, Ratio, Ticks } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Account, AccountId, OpenOrder, OrderId } from '../accounts/index.ts'
import type { DepthCurve, IndexPrint, Order, OrderUpdate, TimeMs } from '../market/index.ts'
import type { Mark } from '../marks/index.ts'
import type { TierTable } from '../margin/index.ts'
import type { DraftLeg, EpisodeMemory, PenaltyTerms, Reason } from '../liquidation/index.ts'
import type { Movement } from '../settlement/index.ts'
import type { VenueDeclaration } from './venue-declaration.ts'

export type { HouseDeclaration, OpenInterestCap, PolicyAssignment, VenueDeclaration } from './venue-declaration.ts'

/** Traded volume of an instrument since the batch before, in lots. */
export interface Volume {
  readonly instrument: InstrumentId
  readonly lots: Lots
}

/** Funding due now: longs pay `rate` × notional at mark when it is positive. */
export interface FundingDue {
  readonly instrument: InstrumentId
  readonly rate: Ratio
}

/** Interest due now on every debt in an asset: `rate` × debt for the time since it was last due. */
export interface InterestDue {
  readonly asset: AssetId
  /** ≥ 0. */
  readonly rate: Ratio
}

/** Annual volatility of an instrument's mark, 1e-18. */
export interface MarkVolatility {
  readonly instrument: InstrumentId
  readonly volatility: Ratio
}

/** All that can happen to the engine. Sequence number is order; ties of time mean nothing. */
export type Command =
  | {
      readonly kind: 'genesis'
      readonly time: TimeMs
      readonly venue: VenueDeclaration
      readonly accounts: readonly Account[]
    }
  /** Atomic: no account is measured between two prices of one batch. Instruments without news are absent. */
  | {
      readonly kind: 'batch'
      readonly time: TimeMs
      readonly prints: readonly IndexPrint[]
      readonly books: readonly DepthCurve[]
      readonly volumes: readonly Volume[]
      readonly funding: readonly FundingDue[]
      readonly interest?: readonly InterestDue[]
    }
  | {
      readonly kind: 'order-updates'
      readonly time: TimeMs
      readonly updates: readonly OrderUpdate[]
      readonly books: readonly DepthCurve[]
    }
  | { readonly kind: 'clock'; readonly time: TimeMs }
  | {
      readonly kind: 'deposit'
      readonly time: TimeMs
      readonly account: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  | {
      readonly kind: 'withdraw'
      readonly time: TimeMs
      readonly account: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  | { readonly kind: 'place-order'; readonly time: TimeMs; readonly account: AccountId; readonly order: OpenOrder }
  | { readonly kind: 'cancel-order'; readonly time: TimeMs; readonly account: AccountId; readonly order: OrderId }
  | { readonly kind: 'set-tiers'; readonly time: TimeMs; readonly instrument: InstrumentId; readonly tiers: TierTable }
  /** A contract ends at its date, or the venue ends it: all positions are settled at `price` and no order is taken again. */
  | {
      readonly kind: 'expire' | 'delist'
      readonly time: TimeMs
      readonly instrument: InstrumentId
      readonly price: Ticks
    }

/** What closing a whole account at once would cost, walked through the book of the moment. */
export interface FullCloseEstimate {
  /** Loss against mark, numeraire atoms, fee included; the unfillable rest is priced at the last level. */
  readonly cost: Atoms
  readonly equityAfter: Atoms
  /** False when the book could not take all of it. */
  readonly fillable: boolean
}

/** One decision with all that led to it. Ids are `d<sequence>.<index>`. */
export interface Decision {
  readonly id: string
  readonly time: TimeMs
  readonly account: AccountId
  readonly policy: string
  readonly stage: string
  readonly kind: 'cancel-orders' | 'wait' | 'trade' | 'takeover' | 'transfer' | 'seize' | 'resolve'
  /** At maintenance, numeraire atoms, before the action. */
  readonly equity: Atoms
  readonly requirement: Atoms
  readonly wanted: readonly DraftLeg[]
  readonly granted: readonly DraftLeg[]
  readonly reasons: readonly Reason[]
  /** Deposit of numeraire atoms that would have kept the account out of this stage. */
  readonly topUp: Atoms
}

/** How an episode ended. `bankrupt`: equity was negative and others had to pay. */
export type EpisodeResult = 'restored' | 'closed' | 'taken-over' | 'deleveraged' | 'bankrupt'

/** What an episode did and cost, in numeraire atoms unless said. Sums of the movements that name the account. */
export interface Receipt {
  readonly account: AccountId
  readonly policy: string
  readonly instrument: InstrumentId | null
  readonly started: TimeMs
  readonly ended: TimeMs
  readonly result: EpisodeResult
  readonly equityAtStart: Atoms
  readonly requirementAtStart: Atoms
  readonly notionalAtStart: Atoms
  readonly equityAtEnd: Atoms
  readonly requirementAtEnd: Atoms
  readonly notionalAtEnd: Atoms
  /** Change of equity from start to end that came from prices, funding and deposits, not from what the engine did. */
  readonly marketMove: Atoms
  readonly closedNotional: Atoms
  /** Loss against the mark of the moment: trades, takeover and deleveraging price; > 0 is a loss of the account. */
  readonly slippage: Atoms
  readonly fees: Atoms
  readonly penalties: Atoms
  /** Paid into the account by funds, vault or all others. */
  readonly covered: Atoms
  /** Equity gained because collateral that was sold or bought back no longer counts less; absent = none. */
  readonly freed?: Atoms
  /** Notional by way of closing; a repayment through two books counts once, with the collateral sold. */
  readonly traded: Atoms
  readonly takenOver: Atoms
  readonly deleveraged: Atoms
  readonly decisions: number
  /** Instruments and reasons that made a slice smaller than wanted, each once. */
  readonly bound: readonly string[]
  readonly fullClose: FullCloseEstimate
}

/** An account under treatment: memory of the policy, and what the receipt needs. Part of the state. */
export interface Episode {
  readonly account: AccountId
  readonly policy: string
  readonly memory: EpisodeMemory
  /** The largest position at the start; its fund is the first to pay for a deficit in cash. */
  readonly instrument: InstrumentId | null
  readonly equityAtStart: Atoms
  readonly requirementAtStart: Atoms
  readonly notionalAtStart: Atoms
  readonly fullClose: FullCloseEstimate
  readonly slippage: Atoms
  readonly fees: Atoms
  readonly penalties: Atoms
  readonly covered: Atoms
  readonly freed?: Atoms
  readonly traded: Atoms
  readonly takenOver: Atoms
  readonly deleveraged: Atoms
  readonly decisions: number
  readonly bound: readonly string[]
}

/** The fields of an episode that one event changes. */
export type EpisodeChanges = Partial<
  Pick<
    Episode,
    | 'memory'
    | 'slippage'
    | 'fees'
    | 'penalties'
    | 'covered'
    | 'freed'
    | 'traded'
    | 'takenOver'
    | 'deleveraged'
    | 'decisions'
    | 'bound'
  >
>

/** A liquidation order on its way or at the venue. */
export interface LiveOrder {
  readonly order: Order
  readonly account: AccountId
  readonly decision: string
  readonly remaining: Lots
  readonly status: 'sent' | 'accepted' | 'unknown'
  /** Penalty on its fills, as its decision fixed it; absent = none. */
  readonly penalty?: PenaltyTerms
}

/** All that can be written to the state. `apply` holds no rule: an event carries everything it changes. */
export type EngineEvent =
  | {
      readonly kind: 'opened'
      readonly time: TimeMs
      readonly venue: VenueDeclaration
      readonly accounts: readonly Account[]
    }
  /** The marks that a batch's prints led to; the facts of a command (prints, books, volumes) are written from the command itself. */
  | {
      readonly kind: 'observed'
      readonly time: TimeMs
      readonly marks: readonly Mark[]
      /** Annual volatility of the marks that moved on, 1e-18; absent where no policy of the venue remembers it. */
      readonly volatilities?: readonly MarkVolatility[]
    }
  | { readonly kind: 'moved'; readonly movement: Movement }
  | { readonly kind: 'order-put'; readonly account: AccountId; readonly order: OpenOrder }
  | {
      readonly kind: 'order-dropped'
      readonly account: AccountId
      readonly order: OrderId
      readonly by: 'user' | 'engine' | 'venue'
    }
  | { readonly kind: 'episode-started'; readonly episode: Episode }
  | { readonly kind: 'episode-updated'; readonly account: AccountId; readonly changes: EpisodeChanges }
  | { readonly kind: 'episode-ended'; readonly receipt: Receipt }
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'order-sent'; readonly live: LiveOrder }
  | {
      readonly kind: 'order-updated'
      readonly order: OrderId
      readonly remaining: Lots
      readonly status: LiveOrder['status']
    }
  | {
      readonly kind: 'order-done'
      readonly order: OrderId
      readonly outcome: 'filled' | 'cancelled' | 'rejected' | 'expired'
    }
  | {
      readonly kind: 'budget-used'
      readonly policy: string
      readonly instrument: InstrumentId
      readonly side: 'buy' | 'sell'
      readonly lots: Lots
    }
  /** Σ of one unit of debt of the asset since genesis, with interest on interest, 1e-18; rounded up. */
  | { readonly kind: 'accrued'; readonly asset: AssetId; readonly index: Ratio }
  | { readonly kind: 'delisted'; readonly instrument: InstrumentId; readonly price: Ticks }
  | { readonly kind: 'tiers-set'; readonly instrument: InstrumentId; readonly tiers: TierTable }
  /** An account below zero: `atoms` is what was missing; the others say who paid; all add up to `atoms` (dust may be negative). */
  | {
      readonly kind: 'shortfall'
      readonly account: AccountId
      readonly atoms: Atoms
      readonly fund: Atoms
      readonly vault: Atoms
      readonly adl: Atoms
      readonly socialised: Atoms
      readonly unmet: Atoms
      readonly dust: Atoms
    }
  | {
      readonly kind: 'refused'
      readonly command: Command['kind']
      readonly account: AccountId
      readonly reason: string
      readonly facts: Readonly<Record<string, string>>
    }

/** One line of a journal: a command and the events that it led to. */
export interface JournalEntry {
  readonly command: Command
  readonly events: readonly EngineEvent[]
}
