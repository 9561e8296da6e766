import { divide, greatest, magnitude, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { sizeIn } from '../accounts/index.ts'
import { exposure, requirement, tierAt } from '../margin/index.ts'
import { bufferedShortage } from './buffered-shortage.ts'
import { numeraireAtoms } from './numeraire-unit.ts'
import type { LiquidationView } from './types.ts'

/** Quote 1e-6, prices 1e-6, rates 1e-6, base 1e-9. */
export interface ShortMarket {
  readonly shortage: bigint
  /** Maintenance rate plus buffer. */
  readonly marginRate: bigint
  readonly keeperFee: bigint
  readonly price: bigint
  /** Price of the quote asset. */
  readonly quotePrice: bigint
}

/** One million: a unit of quote, price or rate. */
export const MILLION = 1_000_000n
/** A base unit in 1e-9. */
export const BASE_ONE = 1_000_000_000n

/** A market of an account in the units of `ShortMarket`, but for the keeper's fee, and the position in it. */
export interface PositionTerms extends Omit<ShortMarket, 'keeperFee'> {
  /** Part of the shortage that the market's requirement stands for. */
  readonly marketShortage: bigint
  /** Magnitude of the position, 1e-9 base. */
  readonly base: bigint
  /** One lot, 1e-9 base, at least one. */
  readonly lot: bigint
  /** Numeraire atoms of one quote unit. */
  readonly unit: bigint
}

/**
 * How an account that lacks margin stands in one of its markets; amounts are rounded down to 1e-6. The rate is that of the tier in which
 * the position stands: size is linear in it although the requirement is not. An inverse contract counts its face, at a price of 1.
 *
 * @returns null for a market that is no derivative or has no mark.
 */
export const positionTerms = (view: LiquidationView, id: InstrumentId, buffer: Ratio): PositionTerms | null => {
  const { rules, marks, account, maintenance } = view
  const instrument = rules.instruments.get(id)
  const mark = marks.get(id)
  if (instrument === undefined || instrument.kind === 'spot' || mark === undefined) return null
  const size = sizeIn(account, id)
  const notional = exposure(rules, marks, instrument, size)
  const table = rules.tiers.get(id) ?? []
  const missing = bufferedShortage(view, buffer)
  const needs = requirement(table, notional, 'maintenance')
  const unit = numeraireAtoms(rules, RATIO_ONE)
  const share = maintenance.requirement > 0n ? divide(missing * needs, maintenance.requirement, 'down') : missing
  return {
    shortage: toQuote(missing, unit),
    marketShortage: toQuote(account.positions.length > 1 ? share : missing, unit),
    marginRate: toRate((tierAt(table, notional)?.maintenanceRate ?? 0n) + buffer),
    price: instrument.kind === 'inverse-perpetual' ? MILLION : toRate(mark * instrument.tickSize),
    quotePrice: MILLION,
    base: divide(magnitude(size) * instrument.lotSize, BASE_ONE, 'down'),
    lot: greatest(1n, divide(instrument.lotSize, BASE_ONE, 'down')),
    unit,
  }
}

/** Numeraire atoms as 1e-6 quote, rounded down. */
export const toQuote = (amount: bigint, unit: bigint): bigint => divide(amount * MILLION, unit, 'down')

/** A 1e-18 ratio as a 1e-6 rate, rounded down. */
export const toRate = (value: bigint): bigint => divide(value, 10n ** 12n, 'down')
