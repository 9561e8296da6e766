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
  readonly collateral: readonly { readonly asset: string; readonly spot: string; readonly haircut: string }[]
  /** Taker fee on notional, such as "0.0005". */
  readonly takerFee: string
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
