import type { Atoms, Lots, Ticks } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'

/** Name of an account, unique in a venue. */
export type AccountId = string

/** Who stands behind accounts: exposure and advantages are judged by owner, so that splitting gains nothing. */
export type OwnerId = string

/** Name of an open order, unique in a venue. */
export type OrderId = string

/**
 * What an account is for. `trader` belongs to a customer; the others are the house: an insurance `fund`, a backstop
 * `vault`, a `backstop` that takes slices over (a keeper, bidder or liquidity provider), the `treasury` that collects fees, the `external` world where deposits come from, and `rest-of-world`, which
 * takes the other side in a closed market.
 */
export type AccountKind = 'trader' | 'fund' | 'vault' | 'backstop' | 'treasury' | 'external' | 'rest-of-world'

/** Cash of one asset; negative = debt. */
export interface Balance {
  readonly asset: AssetId
  readonly atoms: Atoms
}

/**
 * A position. Its profit is `positionValue(size, mark) - entryValue`, in atoms of the settlement asset; the entry value is
 * the sum of the fill values that built the present size.
 */
export interface Position {
  readonly instrument: InstrumentId
  readonly size: Lots
  readonly entryValue: Atoms
}

/** An order of the account that rests at the venue and may still fill. */
export interface OpenOrder {
  readonly id: OrderId
  readonly instrument: InstrumentId
  readonly side: Side
  /** What may still fill, > 0. */
  readonly remaining: Lots
  readonly price: Ticks
  readonly reduceOnly: boolean
}

export type Side = 'buy' | 'sell'

/**
 * One margin bucket: everything in it backs everything else in it. A cross account holds any positions; an isolated one
 * holds one position with its own collateral, and is joined to its sisters by `owner` alone.
 *
 * Records are immutable; lists are sorted by asset, instrument or order id and hold no zero balance or zero size.
 */
export interface Account {
  readonly id: AccountId
  readonly owner: OwnerId
  readonly kind: AccountKind
  readonly mode: 'cross' | 'isolated'
  readonly balances: readonly Balance[]
  readonly positions: readonly Position[]
  readonly orders: readonly OpenOrder[]
}
