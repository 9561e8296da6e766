import type { Atoms, Ratio, Ticks } from '../units/index.ts'
import type { AssetId, Instrument, InstrumentId, Spot } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'

/**
 * One leverage tier: applies from notional `floor` (numeraire atoms) up to the next tier's floor.
 * `initialDeduction` and `maintenanceDeduction` make the requirement continuous at the floor:
 * requirement = notional · rate - deduction, where deductions are in numeraire atoms scaled by 1e18.
 */
export interface Tier {
  readonly floor: Atoms
  readonly initialRate: Ratio
  readonly maintenanceRate: Ratio
  readonly initialDeduction: bigint
  readonly maintenanceDeduction: bigint
}

/** Tiers of one instrument by rising floor; the first floor is 0 and rates never fall. */
export type TierTable = readonly Tier[]

/** From a value held of `floor` (numeraire atoms at mark, > 0) on, what lies above it counts less `haircut`. */
export interface ConcentrationStep {
  readonly floor: Atoms
  readonly haircut: Ratio
}

/**
 * How an asset other than the numeraire counts as collateral: valued at its spot mark less a haircut on what is held (none on
 * debt). `steps` charge concentration: each slice of the value pays the haircut of its own step, the first slice `haircut`.
 */
export interface CollateralRule {
  readonly asset: AssetId
  readonly spot: Spot
  readonly haircut: Ratio
  /** By rising floor; haircuts never fall. */
  readonly steps?: readonly ConcentrationStep[]
}

/** What owing an asset requires: a share of the debt's value. A debt in an asset without a rule requires nothing. */
export interface BorrowRule {
  readonly asset: AssetId
  readonly initialRate: Ratio
  readonly maintenanceRate: Ratio
}

/**
 * How all contracts on one underlying are margined together: a move of the underlying against what they are net, and a contingency on
 * what they are gross. It takes the place of their leverage tiers.
 */
export interface PortfolioRule {
  readonly underlying: AssetId
  /** The move either way, as a share of price, at each level; above 0. */
  readonly initialShock: Ratio
  readonly maintenanceShock: Ratio
  /** Share of the gross notional, at both levels. */
  readonly contingency: Ratio
}

/** What the margin of one venue is made of. Lookup tables are keyed by id. */
export interface MarginRules {
  /** The asset in which health is stated. */
  readonly numeraire: AssetId
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>
  readonly tiers: ReadonlyMap<InstrumentId, TierTable>
  readonly collateral: ReadonlyMap<AssetId, CollateralRule>
  /** Assets that may be borrowed, the numeraire included. */
  readonly borrow: ReadonlyMap<AssetId, BorrowRule>
  /** Share by which net unrealised profit in a settlement asset counts less at the initial level; maintenance counts it in full. */
  readonly profitHaircut: Ratio
  /** Underlyings whose contracts are margined together; absent = every instrument by its own tiers. */
  readonly portfolio?: ReadonlyMap<AssetId, PortfolioRule>
}

/** Mark price of every instrument an account may hold, spot instruments of collateral included. */
export type MarkPrices = ReadonlyMap<InstrumentId, Ticks>

export type LevelName = 'initial' | 'maintenance'

/** What one leg brings to a level, in numeraire atoms. `equity` of a position is its profit; an asset that is owed requires margin too. */
export interface Contribution {
  readonly kind: 'collateral' | 'position'
  readonly id: AssetId | InstrumentId
  readonly equity: Atoms
  readonly requirement: Atoms
}

/** Equity against requirement at one level, in numeraire atoms. */
export interface LevelHealth {
  readonly name: LevelName
  readonly equity: Atoms
  readonly requirement: Atoms
  readonly contributions: readonly Contribution[]
}

/** An account measured at one set of marks. */
export interface Health {
  readonly account: AccountId
  readonly initial: LevelHealth
  readonly maintenance: LevelHealth
}

/** Only the two sums of a level, for sweeps. */
export interface Measure {
  readonly equity: Atoms
  readonly requirement: Atoms
}

/** A price threshold as two neighbouring ticks, both confirmed by exact health. */
export interface Threshold {
  readonly safe: Ticks
  readonly breached: Ticks
}

/** Where a level is crossed as one instrument's mark moves and all else stands still: nearest crossing below and above the mark. */
export interface Thresholds {
  readonly below: Threshold | null
  readonly above: Threshold | null
}

/**
 * Which level is crossed, and by whom. `linked`: other marks that move in proportion to the instrument's, rounded down and
 * never under one tick (a coin's spot market beside its perpetual); empty = all other marks stand still.
 */
export interface ThresholdQuery {
  readonly level: LevelName
  /** The account breaches where equity < multiple × requirement. */
  readonly multiple: Ratio
  readonly linked?: readonly InstrumentId[]
}

/** A named multiple of the maintenance requirement, such as a stage's trigger. */
export interface Rung {
  readonly name: string
  readonly multiple: Ratio
}

/** Where a rung is crossed. */
export interface LadderRung extends Rung, Thresholds {}

/**
 * The price at which a leg can be handed over so that its share of equity is used up: at `safe` the account keeps at least
 * what the other legs are due, at `breached`, one tick worse, it no longer does. When no price in reach does that, the leg
 * is `clamped` at the lowest (one tick) or highest price searched, and `breached` equals `safe`.
 */
export interface BankruptcyPrice extends Threshold {
  readonly instrument: InstrumentId
  readonly clamped: 'no' | 'lowest' | 'highest'
}
