import { greatest, least, type Ticks } from '../units/index.ts'
import type { IndexPrint, TimeMs } from '../market/index.ts'
import type { Mark, MedianRule } from './types.ts'

/** Prints of two instruments met in one mark. It is a bug of the caller. */
export class MixedPrintsError extends Error {
  override readonly name = 'MixedPrintsError'
  constructor(wanted: string, found: string) {
    super(`a print of ${found} cannot count in the mark of ${wanted}; pass the prints of one instrument`)
  }
}

/**
 * Weighted median of the latest fresh print of each source, in whole ticks; all prints are of one instrument.
 *
 * A print is fresh when it is not from the future and not older than `ageMax`; of two prints of one source the later time
 * counts, at equal times the one that stands later in the list. Fresh sources must hold at least half of the rule's weight;
 * otherwise the previous price stays with status `stale` and its time, and without a previous mark there is none.
 *
 *   lower = least price with weight(at or below) >= F/2        upper = least price with weight(at or below) > F/2
 *   mark  = the price of [lower, upper] nearest to the previous one; lower when there is none
 *
 * F fresh weight. The two differ only where the weight splits into exact halves. Sources holding less than half of F move
 * the mark only within the range of the others; holding exactly half, within that range and the previous mark.
 *
 * @throws MixedPrintsError when the prints, or the previous mark, are not all of one instrument.
 * @source docs/models/marks.md
 */
export const weightedMedian = (
  rule: MedianRule,
  prints: readonly IndexPrint[],
  previous: Mark | null,
  now: TimeMs,
): Mark | null => {
  const instrument = previous?.instrument ?? prints[0]?.instrument
  if (instrument === undefined) return null
  for (const print of prints)
    if (print.instrument !== instrument) throw new MixedPrintsError(instrument, print.instrument)
  const fresh = freshPrices(rule, prints, now)
  const weight = sumOf(fresh)
  if (weight === 0n || 2n * weight < sumOf(rule.sources))
    return previous === null ? null : { ...previous, status: 'stale' }
  const { lower, upper } = medians(fresh, weight)
  const price = previous === null ? lower : least(upper, greatest(lower, previous.price))
  return { instrument, price, index: price, status: 'fine', time: now }
}

interface Weighted {
  readonly price: Ticks
  readonly weight: bigint
}

const freshPrices = (rule: MedianRule, prints: readonly IndexPrint[], now: TimeMs): readonly Weighted[] =>
  rule.sources.flatMap(({ source, weight }) => {
    let latest: IndexPrint | null = null
    for (const print of prints) {
      if (print.source !== source || print.time > now || now - print.time > rule.ageMax) continue
      if (latest === null || print.time >= latest.time) latest = print
    }
    return latest === null ? [] : [{ price: latest.price, weight }]
  })

/** Lower and upper weighted median of at least one price with a positive weight. */
const medians = (fresh: readonly Weighted[], weight: bigint): { readonly lower: Ticks; readonly upper: Ticks } => {
  const rising = fresh.toSorted((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0))
  let below = 0n
  let lower: Ticks | null = null
  let last = rising[0]
  for (const each of rising) {
    below += each.weight
    if (lower === null && 2n * below >= weight) lower = each.price
    last = each
    if (2n * below > weight) break
  }
  assertFound(last)
  return { lower: lower ?? last.price, upper: last.price }
}

function assertFound(last: Weighted | undefined): asserts last is Weighted {
  if (last === undefined) throw new RangeError('no fresh price: weight was above 0, so one must be there')
}

const sumOf = (weighted: readonly { readonly weight: bigint }[]): bigint =>
  weighted.reduce((sum, { weight }) => sum + weight, 0n)
