import { least, lots, NO_LOTS, type Atoms, type Lots, type Ticks } from '../../units/index.ts'
import type { Fraction, Instrument } from '../../instruments/index.ts'

/** Lots offered to a fund, and what each of them costs it. */
export interface FundOffer {
  /** Equity of the fund at mark, atoms. */
  readonly equity: Atoms
  /** Lots that need a new holder, ≥ 0. */
  readonly quantity: Lots
  /** Loss against mark per lot, in the atoms of `equity`; a numerator ≤ 0 is a gain. */
  readonly lossPerLot: Fraction
}

/** Booking the fill and rounding the position cost less than two atoms beyond the exact loss: one beyond its ceiling. */
const ROUNDING = 1n

/**
 * Most lots that a fund may take over so that its equity at mark stays at or above 0, closed form.
 *
 *   q = ⌊(equity - 1) · denominator / numerator⌋        so that ⌈q · loss⌉ + 1 ≤ equity
 *
 * A fund that is already empty takes nothing; an offer that costs nothing is taken whole by any other.
 */
export const fundCapacity = ({ equity, quantity, lossPerLot }: FundOffer): Lots => {
  const room = equity - ROUNDING
  if (room < 0n) return NO_LOTS
  if (lossPerLot.numerator <= 0n) return quantity
  return least(quantity, lots((room * lossPerLot.denominator) / lossPerLot.numerator))
}

/** A takeover as its receiver sees it. */
export interface TakeoverTerms {
  readonly instrument: Instrument
  /** Side of the position that is received. */
  readonly side: 'long' | 'short'
  readonly price: Ticks
  readonly mark: Ticks
}

/**
 * Exact loss per lot of receiving a position at a price other than the mark, in settlement atoms; ≤ 0 is a gain.
 *
 *   long, linear:   (price - mark) · scale        long, inverse:  scale / mark - scale / price        short: the opposite
 */
export const takeoverLoss = ({ instrument, side, price, mark }: TakeoverTerms): Fraction => {
  const { numerator, denominator } = instrument.scale
  const gap = side === 'long' ? price - mark : mark - price
  return instrument.kind === 'inverse-perpetual'
    ? { numerator: gap * numerator, denominator: denominator * price * mark }
    : { numerator: gap * numerator, denominator }
}
