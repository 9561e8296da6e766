import { atoms, greatest, lots, magnitude, mulDiv, NO_LOTS, RATIO_ONE, type Atoms, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Account, Position } from '../accounts/index.ts'
import { exposure, type TierTable } from '../margin/index.ts'
import type { DraftLeg, LiquidationView } from './types.ts'

/** What strategies need to value a position; every view has it. */
export type Valuation = Pick<LiquidationView, 'rules' | 'marks'>

/** A size in an instrument. */
export type Held = Pick<Position, 'instrument' | 'size'>

/** Signed lots of a position that may still be planned: the position less what own orders in flight will close; never flipped. */
export const closable = (view: LiquidationView, position: Position): Lots => {
  const left = lots(position.size + view.inFlight(position.instrument))
  return left === 0n || left > 0n !== position.size > 0n ? NO_LOTS : leastMagnitude(left, position.size)
}

/** Notional of a signed size at mark, numeraire atoms, rounded up; zero for an instrument that the venue does not list. */
export const notionalOf = ({ rules, marks }: Valuation, id: InstrumentId, size: Lots): Atoms => {
  const instrument = rules.instruments.get(id)
  return instrument === undefined || size === 0n ? atoms(0n) : exposure(rules, marks, instrument, size)
}

/** Σ of the notionals of all positions, numeraire atoms. */
export const grossNotional = (valuation: Valuation, account: Account): Atoms =>
  atoms(account.positions.reduce((sum, held) => sum + notionalOf(valuation, held.instrument, held.size), 0n))

/** Σ of the notionals of the legs of a slice, numeraire atoms. */
export const legsNotional = (valuation: Valuation, legs: readonly DraftLeg[]): Atoms =>
  atoms(legs.reduce((sum, leg) => sum + notionalOf(valuation, leg.instrument, leg.size), 0n))

/**
 * Notional in whole units of the contract's quote asset, scaled by 1e18; needs no decimals of any asset.
 *
 *   linear, dated:  |size| · lot [base] · price [ticks] · tick [quote/base]
 *   inverse:        |size| · face [quote]
 */
export const quoteNotional = ({ rules, marks }: Valuation, position: Held): bigint => {
  const instrument = rules.instruments.get(position.instrument)
  const mark = marks.get(position.instrument)
  if (instrument === undefined || mark === undefined || instrument.kind === 'spot') return 0n
  if (instrument.kind === 'inverse-perpetual') return magnitude(position.size) * instrument.lotSize
  return mulDiv(magnitude(position.size) * instrument.lotSize, mark * instrument.tickSize, RATIO_ONE, 'up')
}

/** The largest `quoteNotional` of any position. */
export const largestQuoteNotional = (valuation: Valuation, account: Account): bigint =>
  account.positions.reduce((most, position) => greatest(most, quoteNotional(valuation, position)), 0n)

/** Σ of `quoteNotional` over all positions. */
export const grossQuoteNotional = (valuation: Valuation, account: Account): bigint =>
  account.positions.reduce((sum, position) => sum + quoteNotional(valuation, position), 0n)

/**
 * Index of the tier that a notional stands in. A notional exactly at a floor still stands in the tier below it: the
 * requirement is the same on both sides, and a step down to the floor must count as having arrived.
 */
export const tierIndex = (table: TierTable, notional: Atoms): number => {
  let found = 0
  table.forEach((tier, index) => {
    if (tier.floor < notional) found = index
  })
  return found
}

/** Tier index of a position at mark; zero without a table. */
export const tierOfPosition = (valuation: Valuation, position: Held): number => {
  const table = valuation.rules.tiers.get(position.instrument)
  return table === undefined ? 0 : tierIndex(table, notionalOf(valuation, position.instrument, position.size))
}

const leastMagnitude = (a: Lots, b: Lots): Lots => (magnitude(a) <= magnitude(b) ? a : b)
