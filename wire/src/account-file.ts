import type { VenueFile } from './venue-file.ts'

/**
 * Accounts to be measured, as people write them: `ebb margin FILE`, `ebb ladder FILE`. Amounts are decimal texts in units.
 */
export interface AccountFile {
  readonly schema: 'ebbline.accounts/1'
  /** The venue itself, or the name of a scenario whose venue is meant. */
  readonly venue: VenueFile | string
  readonly marks: readonly MarkEntry[]
  readonly accounts: readonly AccountEntry[]
}

export interface MarkEntry {
  readonly instrument: string
  readonly price: string
}

export interface AccountEntry {
  readonly id: string
  /** Whose it is; the id itself when left out. */
  readonly owner?: string
  /** `cross` when left out. An isolated account holds one position. */
  readonly mode?: 'cross' | 'isolated'
  /** Negative amounts are debts. */
  readonly balances: readonly { readonly asset: string; readonly amount: string }[]
  readonly positions: readonly PositionEntry[]
  readonly orders?: readonly OrderEntry[]
}

export interface PositionEntry {
  readonly instrument: string
  /** Signed, in base units (inverse perpetual: quote units); long > 0. */
  readonly size: string
  /** Average price; it need not be a whole number of ticks. */
  readonly entryPrice: string
}

export interface OrderEntry {
  /** `o1`, `o2` … by place when left out. */
  readonly id?: string
  readonly instrument: string
  readonly side: 'buy' | 'sell'
  readonly size: string
  readonly price: string
  readonly reduceOnly?: boolean
}
