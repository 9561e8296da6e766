import type { Ticks } from '../units/index.ts'
import type { IndexPrint, SourceId, TimeMs } from '../market/index.ts'
import type { Evidence } from './types.ts'

/** Prints of two instruments met in one mark. It is a bug of the caller. */
export class MixedPrintsError extends Error {
  override readonly name = 'MixedPrintsError'
  constructor(wanted: string, found: string) {
    super(`a print of ${found} cannot count in the mark of ${wanted}; pass the prints of one instrument`)
  }
}

/** Which prints count: their latest time, and the age in ms up to which they are fresh (that age included). */
export interface Freshness {
  readonly now: TimeMs
  readonly ageMax: number
}

/**
 * The latest fresh print of a source, null when there is none: not from the future, not older than `ageMax`; at equal times
 * the one that stands later in the list, which is the order of arrival.
 */
export const freshPrint = (
  prints: readonly IndexPrint[],
  source: SourceId,
  { now, ageMax }: Freshness,
): IndexPrint | null => {
  let latest: IndexPrint | null = null
  for (const print of prints) {
    if (print.source !== source || print.time > now || now - print.time > ageMax) continue
    if (latest === null || print.time >= latest.time) latest = print
  }
  return latest
}

/** A source's price with its weight. */
export interface Weighted {
  readonly price: Ticks
  readonly weight: bigint
}

/** Sum of weights. */
export const weightOf = (weighted: readonly { readonly weight: bigint }[]): bigint =>
  weighted.reduce((sum, { weight }) => sum + weight, 0n)

/** Refuses evidence that mixes instruments. @throws MixedPrintsError */
export const checkPrints = ({ instrument, prints, previous }: Evidence): void => {
  if (previous !== null && previous.instrument !== instrument.id)
    throw new MixedPrintsError(instrument.id, previous.instrument)
  for (const print of prints)
    if (print.instrument !== instrument.id) throw new MixedPrintsError(instrument.id, print.instrument)
}
