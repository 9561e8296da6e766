import {
  defineDatedFuture,
  defineInversePerpetual,
  defineLinearPerpetual,
  parseDecimal,
  positionValue,
  ratio,
  ticks,
  type Asset,
  type Atoms,
  type Instrument,
  type Lots,
  type Ticks,
} from '@ebbline/core'
import { lotSizeOf, ScaleError } from './exact-values.ts'

/** Any instrument that is held as a position. */
export type Derivative = Exclude<Instrument, { kind: 'spot' }>

/** Finest tick: average entry prices are not on the instrument's own grid. */
const FINEST = ratio(1n)

/**
 * Value of a size at a decimal entry price, in settlement atoms, rounded up: an entry value that is too high costs the account,
 * never the venue. @throws ScaleError for more than 18 decimals.
 */
export const entryValueOf = (
  { instrument, base, quote }: { readonly instrument: Derivative; readonly base: Asset; readonly quote: Asset },
  size: Lots,
  price: string,
): Atoms => {
  const terms = { id: instrument.id, base, quote, tickSize: FINEST, lotSize: lotSizeOf(instrument, base) }
  const value = finestTicks(price)
  switch (instrument.kind) {
    case 'linear-perpetual':
      return positionValue(defineLinearPerpetual(terms), size, value, 'up')
    case 'inverse-perpetual':
      return positionValue(defineInversePerpetual(terms), size, value, 'up')
    case 'dated-future':
      return positionValue(defineDatedFuture({ ...terms, expiry: instrument.expiry }), size, value, 'up')
  }
}

const finestTicks = (price: string): Ticks => {
  const [, decimals = ''] = price.split('.')
  if (decimals.replace(/0+$/, '').length > 18) throw new ScaleError(price, 'a price with at most 18 decimals')
  return ticks(parseDecimal(price, 18))
}
