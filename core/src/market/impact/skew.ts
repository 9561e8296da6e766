import { atoms, divide, type Atoms, type Lots, type Ticks } from '../../units/index.ts'
import type { Instrument } from '../../instruments/index.ts'
import { ImpactError } from './parameter-error.ts'

/** A trade against a pool whose price moves with its own net position. */
export interface SkewTrade {
  /** Signed lots. */
  readonly size: Lots
  /** What the oracle says. */
  readonly price: Ticks
  /** Net signed lots of all customers before the trade. */
  readonly skew: Lots
  /** Lots of skew at which the premium is the whole price, > 0. */
  readonly scale: Lots
}

/**
 * What a position costs at the price that a pool's skew gives: the average of the premiums before and after the trade.
 *
 *   fill price = P · (1 + (skew + size / 2) / scale)     value = size · fill price, rounded up
 *
 * @throws ImpactError for a scale that is not above 0, or an inverse contract.
 * @source docs/models/market-window.md, eq. 3
 */
export const skewFillValue = (instrument: Instrument, { size, price, skew, scale }: SkewTrade): Atoms => {
  if (scale <= 0n) throw new ImpactError('scale', Number(scale), 'give lots above 0')
  if (instrument.kind === 'inverse-perpetual')
    throw new ImpactError('instrument', Number.NaN, 'price a contract that is linear in its quote')
  const { numerator, denominator } = instrument.scale
  return atoms(divide(size * price * numerator * (2n * (scale + skew) + size), denominator * 2n * scale, 'up'))
}
