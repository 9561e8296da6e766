import type { Atoms, Lots, Ratio } from '../units/index.ts'
import type { Asset, AssetId, Instrument, InstrumentId } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import type { MarkRule } from '../marks/index.ts'
import type { BorrowRule, CollateralRule, PortfolioRule, TierTable } from '../margin/index.ts'
import type { PolicyDeclaration } from '../policy/index.ts'

/** A venue as plain data: everything the engine must know before the first price. */
export interface VenueDeclaration {
  readonly name: string
  readonly numeraire: AssetId
  readonly assets: readonly Asset[]
  readonly instruments: readonly Instrument[]
  /** One table per derivative. */
  readonly tiers: readonly { readonly instrument: InstrumentId; readonly tiers: TierTable }[]
  readonly collateral: readonly CollateralRule[]
  /** Assets that may be borrowed against collateral; absent: no debt requires margin. */
  readonly borrow?: readonly BorrowRule[]
  /** Share of a net unrealised profit that does not count at the initial level; absent = 0. */
  readonly profitHaircut?: Ratio
  /** Underlyings whose contracts are margined together; absent = every instrument by its own tiers. */
  readonly portfolio?: readonly PortfolioRule[]
  /** How each instrument (spot of collateral included) gets its mark; judged in this order. */
  readonly marks: readonly { readonly instrument: InstrumentId; readonly rule: MarkRule }[]
  readonly takerFee: Ratio
  readonly house: HouseDeclaration
  readonly policies: readonly PolicyDeclaration[]
  /** At most one per derivative; absent or without an entry: no cap. */
  readonly openInterestCaps?: readonly OpenInterestCap[]
  /** Policy of accounts without one of their own; policy of house accounts; and the exceptions. */
  readonly policy: { readonly traders: string; readonly house: string; readonly accounts: readonly PolicyAssignment[] }
}

export interface PolicyAssignment {
  readonly account: AccountId
  readonly policy: string
}

/** Which accounts are the house's. Every derivative has its own fund. */
export interface HouseDeclaration {
  readonly treasury: AccountId
  readonly external: AccountId
  readonly restOfWorld: AccountId
  readonly vault: AccountId | null
  /** Accounts of those who take slices over, in the order in which they are asked; absent = none. */
  readonly backstops?: readonly AccountId[]
  readonly funds: readonly { readonly instrument: InstrumentId; readonly account: AccountId }[]
}

/** The most open interest an instrument may reach through users' orders, in lots or in numeraire atoms at its mark. */
export type OpenInterestCap =
  | { readonly instrument: InstrumentId; readonly unit: 'lots'; readonly lots: Lots }
  | { readonly instrument: InstrumentId; readonly unit: 'notional'; readonly atoms: Atoms }
