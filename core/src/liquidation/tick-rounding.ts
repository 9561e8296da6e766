import { divide, greatest, least, RATIO_ONE, ticks, type Ticks } from '../units/index.ts'
import type { Fraction, Instrument } from '../instruments/index.ts'

/** Prices that may be written: multiples of `tick` from one tick to `most`. */
export interface TickGrid {
  readonly tick: bigint
  /** null = no bound above. */
  readonly most: bigint | null
  /** The price is in units of 10^exponent of the grid; absent = 0. */
  readonly exponent?: number
}

/** One tick and its multiples. */
export const WHOLE_TICKS: TickGrid = { tick: 1n, most: null }

/**
 * A limit price on the grid, rounded in favour of the account: up where a long is closed, down where a short is.
 *
 *   x = price / 10^exponent;  ⌈x⌉ to a multiple of tick for a long, ⌊x⌋ for a short;  within [tick, most - most mod tick]
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, ConvertFillablePriceToSubticks
 */
export const roundToTick = (price: Fraction, closes: 'long' | 'short', grid: TickGrid): Ticks => {
  const { tick, most, exponent = 0 } = grid
  const power = 10n ** BigInt(Math.abs(exponent))
  const numerator = exponent < 0 ? price.numerator * power : price.numerator
  const denominator = (exponent < 0 ? price.denominator : price.denominator * power) * tick
  const rounded = divide(numerator, denominator, closes === 'long' ? 'up' : 'down') * tick
  const above = greatest(tick, rounded)
  return ticks(most === null ? above : least(above, most - (most % tick)))
}

/** A price in ticks as one in quote units per unit of base, exact, not in lowest terms. */
export const inQuoteUnits = ({ tickSize }: Pick<Instrument, 'tickSize'>, price: Fraction): Fraction => ({
  numerator: price.numerator * tickSize,
  denominator: price.denominator * RATIO_ONE,
})
