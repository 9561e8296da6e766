import type { Atoms, Lots, Ratio, Ticks } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { AccountChange, AccountId, OrderId, OwnerId } from '../accounts/index.ts'

/** Why money or positions moved. Every movement in the engine carries one. */
export type Cause =
  | { readonly kind: 'genesis' }
  | { readonly kind: 'deposit'; readonly account: AccountId }
  | { readonly kind: 'withdrawal'; readonly account: AccountId }
  | {
      readonly kind: 'fill'
      readonly instrument: InstrumentId
      readonly price: Ticks
      /** Signed from the taker's side. */
      readonly size: Lots
      readonly taker: AccountId
      readonly maker: AccountId
      readonly takerOrder: OrderId
      readonly makerOrder: OrderId
    }
  | {
      readonly kind: 'fee'
      readonly account: AccountId
      readonly order: OrderId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  | {
      readonly kind: 'penalty'
      readonly account: AccountId
      readonly to: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  /** A part of a penalty that leaves the venue for good; `to` stands for the outside. */
  | {
      readonly kind: 'burn'
      readonly account: AccountId
      readonly to: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  /** Given up for nothing in return: a discount, or cash that was seized. */
  | {
      readonly kind: 'forfeit'
      readonly account: AccountId
      readonly to: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  | { readonly kind: 'funding'; readonly instrument: InstrumentId; readonly rate: Ratio; readonly price: Ticks }
  | {
      readonly kind: 'takeover'
      readonly account: AccountId
      readonly receiver: AccountId
      readonly instrument: InstrumentId
      readonly price: Ticks
      /** Signed size that the receiver gains. */
      readonly size: Lots
    }
  | {
      readonly kind: 'adl'
      readonly account: AccountId
      readonly counterparty: AccountId
      readonly instrument: InstrumentId
      readonly price: Ticks
      /** Signed trade of the counterparty. */
      readonly size: Lots
    }
  | {
      readonly kind: 'fund-payment'
      readonly account: AccountId
      readonly from: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
    }
  | { readonly kind: 'socialised'; readonly account: AccountId; readonly asset: AssetId; readonly atoms: Atoms }
  | {
      readonly kind: 'seizure'
      readonly account: AccountId
      readonly receiver: AccountId
      readonly asset: AssetId
      readonly atoms: Atoms
      readonly price: Ticks
    }
  | { readonly kind: 'expiry'; readonly instrument: InstrumentId; readonly price: Ticks }
  | { readonly kind: 'interest'; readonly asset: AssetId; readonly rate: Ratio }

/** A balanced movement: per asset Σ cash = Σ entry value, per instrument Σ size = 0. */
export interface Movement {
  readonly cause: Cause
  readonly changes: readonly AccountChange[]
}

/** Someone who may be deleveraged against: same instrument, side opposite to the account in default. */
export interface AdlCandidate {
  readonly account: AccountId
  readonly owner: OwnerId
  /** Lots that may be closed, > 0. */
  readonly size: Lots
  /**
   * Of these, lots that hedge other positions of the same owner: closing the others first does not raise the owner's scenario
   * loss. 0 ≤ hedged ≤ size; 0 unless the rule asks for it.
   */
  readonly hedged: Lots
  /** Profit of the position at mark, numeraire atoms. */
  readonly profit: Atoms
  /** Magnitude of the position's entry value, numeraire atoms: what the profit is measured against. */
  readonly entryNotional: Atoms
  /** Position notional, numeraire atoms, and account equity, numeraire atoms. */
  readonly notional: Atoms
  readonly equity: Atoms
  /** The closed market's other side is asked only when customers cannot cover the rest. */
  readonly last: boolean
}

export interface AdlRequest {
  readonly instrument: InstrumentId
  /** Lots to be closed against candidates, > 0. */
  readonly quantity: Lots
  readonly candidates: readonly AdlCandidate[]
}

export interface AdlAllocation {
  readonly account: AccountId
  readonly size: Lots
}

/** A rule of auto-deleveraging: which candidates close how much. Never above a candidate's size; Σ = min(quantity, Σ sizes). */
export interface AdlRule {
  readonly name: string
  /** Whom the rule asks for how much, in one line for people. */
  readonly formula: string
  /** Whether the rule reads `hedged`, which costs a look at every account of the venue. */
  readonly seesHedges: boolean
  readonly allocate: (request: AdlRequest) => readonly AdlAllocation[]
  /**
   * The most that `allocate` closes of each candidate for any quantity up to `request.quantity`, known before anybody defaults. Under
   * every rule but `pseudo-random` it stays the most when owners join the candidates. Candidates that are never asked are absent.
   */
  readonly maximum: (request: AdlRequest) => readonly AdlAllocation[]
}
