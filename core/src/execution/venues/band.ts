import { mulDiv, RATIO_ONE, ticks, type Ratio, type Ticks } from '../../units/index.ts'
import type { Side } from '../../market/index.ts'

/**
 * Prices at which orders may take, both ends inside. No buy pays more than `highest` and no sale brings less than `lowest`: a
 * market order stops there. A limit outside is rejected, on either end (`reject`), or a limit that could take beyond the band is
 * moved to its end (`clip`); one on the far side, such as a bid below `lowest`, then rests where it is.
 */
export interface PriceBand {
  readonly lowest: Ticks
  readonly highest: Ticks
  readonly outside: 'reject' | 'clip'
}

/** A band that no price can be inside of. */
export class BandError extends Error {
  override readonly name = 'BandError'
  constructor(field: string, value: string, remedy: string) {
    super(`price band: ${field} = ${value} is refused; ${remedy}`)
  }
}

/**
 * The band of relative `width` around a reference price: lowest = ⌈P·(1 − w)⌉, at least one tick, highest = ⌊P·(1 + w)⌋.
 *
 * @throws BandError for a reference below one tick or a width below 0.
 */
export const bandAround = ({
  reference,
  width,
  outside,
}: {
  readonly reference: Ticks
  readonly width: Ratio
  readonly outside: PriceBand['outside']
}): PriceBand => {
  if (reference <= 0n) throw new BandError('reference', String(reference), 'give a price above 0')
  if (width < 0n) throw new BandError('width', String(width), 'give a share of the price, 0 or above')
  const below = mulDiv(reference, RATIO_ONE - width, RATIO_ONE, 'up')
  const highest = ticks(mulDiv(reference, RATIO_ONE + width, RATIO_ONE, 'down'))
  return { lowest: ticks(below > 1n ? below : 1n), highest, outside }
}

/** The same band, once it is known to hold a price. @throws BandError when it holds none. */
export const checkBand = (band: PriceBand): PriceBand => {
  if (band.lowest > band.highest)
    throw new BandError('lowest', String(band.lowest), `keep it at or below highest, ${band.highest}`)
  return band
}

/** The limit under which an order may arrive; undefined where it is rejected. */
export const limitInside = (band: PriceBand | null, side: Side, limit: Ticks | null): Ticks | null | undefined => {
  if (band === null) return limit
  const edge = side === 'buy' ? band.highest : band.lowest
  if (limit === null) return edge
  if (band.outside === 'reject') return limit < band.lowest || limit > band.highest ? undefined : limit
  return (side === 'buy' ? limit > edge : limit < edge) ? edge : limit
}
