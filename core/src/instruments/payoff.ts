import { atoms, divide, magnitude, type Atoms, type Lots, type Rounding, type Ticks } from '../units/index.ts'
import type { Instrument } from './specification.ts'

/**
 * Signed value of a position at a price, in settlement atoms: what enters equity once the entry value is taken off.
 *
 *   spot, linear, dated:  V = size · price · scale
 *   inverse:              V = -size · scale / price
 *
 * size [lots, signed] · price [ticks] · scale from the specification
 *
 * @source docs/models/instruments.md, eq. 1 and 2
 */
export const positionValue = (instrument: Instrument, size: Lots, price: Ticks, round: Rounding): Atoms => {
  const { numerator, denominator } = instrument.scale
  return instrument.kind === 'inverse-perpetual'
    ? atoms(divide(-size * numerator, denominator * price, round))
    : atoms(divide(size * price * numerator, denominator, round))
}

/** Size of a position's exposure at a price, in settlement atoms, never negative. */
export const notional = (instrument: Instrument, size: Lots, price: Ticks, round: Rounding): Atoms => {
  const { numerator, denominator } = instrument.scale
  return instrument.kind === 'inverse-perpetual'
    ? atoms(divide(magnitude(size) * numerator, denominator * price, round))
    : atoms(divide(magnitude(size) * price * numerator, denominator, round))
}

/**
 * Value exchanged by a fill, as an odd function of size: buyer and seller book the same integer with opposite signs, so a
 * fill creates no atom. The magnitude is rounded down.
 */
export const fillValue = (instrument: Instrument, size: Lots, price: Ticks): Atoms => {
  const value = notional(instrument, size, price, 'down')
  const positive = size > 0n !== (instrument.kind === 'inverse-perpetual')
  return positive ? value : atoms(-value)
}
