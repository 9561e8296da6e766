/**
 * A venue as people write it: units and decimal texts instead of atoms, lots and ticks. Scenario and account files share it.
 */
export interface VenueFile {
  readonly name: string
  /** The asset in which health is stated. */
  readonly numeraire: string
  readonly assets: readonly { readonly id: string; readonly decimals: number }[]
  readonly instruments: readonly InstrumentFile[]
  /** One table per derivative. */
  readonly tiers: readonly TiersFile[]
  /** Assets other than the numeraire that count as margin: value at `spot` less `haircut` (0.05 = 5 %). */
  readonly collateral: readonly CollateralFile[]
  /** Assets that may be borrowed against collateral; absent: no debt requires margin. */
  readonly borrow?: readonly BorrowFile[]
  /** Share of a net unrealised profit that does not count for opening, such as "0.2"; absent = 0. */
  readonly profitHaircut?: string
  /** Underlyings whose contracts are margined together; absent = every instrument by its own tiers. */
  readonly portfolio?: readonly PortfolioFile[]
  /** Taker fee on notional, such as "0.0005". */
  readonly takerFee: string
}

/** A move of the underlying against what its contracts are net, at each level, and a share of what they are gross; shares of notional. */
export interface PortfolioFile {
  readonly underlying: string
  readonly initialShock: string
  readonly maintenanceShock: string
  readonly contingency: string
}

/** An asset that counts as margin. `steps`: what lies above a value of `floor` (numeraire units) counts less its own haircut. */
export interface CollateralFile {
  readonly asset: string
  readonly spot: string
  readonly haircut: string
  readonly steps?: readonly { readonly floor: string; readonly haircut: string }[]
}

/** What owing an asset requires: shares of the debt, or the loan to value at which a loan against `against` meets each level. */
export type BorrowFile = BorrowByRate | BorrowByLoanToValue

export interface BorrowByRate {
  readonly by: 'rate'
  readonly asset: string
  readonly initialRate: string
  readonly maintenanceRate: string
}

export interface BorrowByLoanToValue {
  readonly by: 'loan-to-value'
  readonly asset: string
  /** Collateral whose haircut is inside the stated ratio; null: one without a haircut. */
  readonly against: string | null
  readonly initialLtv: string
  readonly maintenanceLtv: string
}

interface TradedFile {
  readonly id: string
  readonly base: string
  readonly quote: string
  /** Quote units per base unit of one tick, such as "0.1". */
  readonly tickSize: string
  /** Base units of one lot; for an inverse perpetual its face value in quote units. */
  readonly lotSize: string
}

export interface UndatedInstrumentFile extends TradedFile {
  readonly kind: 'spot' | 'linear-perpetual' | 'inverse-perpetual'
}

export interface DatedInstrumentFile extends TradedFile {
  readonly kind: 'dated-future'
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiry: number
}

export type InstrumentFile = UndatedInstrumentFile | DatedInstrumentFile

/** Leverage tiers of one derivative: a row applies from notional `floor` (numeraire units) up to the next row's floor. */
export interface TiersFile {
  readonly instrument: string
  readonly rows: readonly TierRow[]
}

export interface TierRow {
  readonly floor: string
  readonly initialRate: string
  readonly maintenanceRate: string
}
