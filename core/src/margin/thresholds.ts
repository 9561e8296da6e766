import { atoms, divide, greatest, RATIO_ONE, ticks, type Atoms, type Ratio, type Ticks } from '../units/index.ts'
import type { Instrument, InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { kinks } from './kinks.ts'
import { breaches, measure } from './measure.ts'
import { bisect } from './search.ts'
import type { LevelName, MarginRules, MarkPrices, Threshold, ThresholdQuery, Thresholds } from './types.ts'
import { instrumentOf, markOf } from './worth.ts'

/** Marks that cannot move together, because equity would no longer be concave along the move. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
  constructor(instrument: InstrumentId, remedy: string) {
    super(`marks linked to a move of ${instrument} are refused: ${remedy}`)
  }
}

/** How far above the mark a threshold is searched. */
const REACH = 100n

/**
 * Where an account crosses a multiple of a level as one mark moves and all others stand still: the nearest crossing on each
 * side, from one tick up to 100 × the mark, as two neighbouring ticks that exact `measure` calls safe and breached.
 *
 * Equity less a multiple of the requirement is concave along the move (in the price, or in its reciprocal where an inverse
 * contract moves alone), so the safe prices form one interval. A safe account has at most one crossing on each side, and
 * halving finds it. A breached account can recover on one side only; the peak of a concave piecewise-linear function lies at
 * a kink or an end, so all kinks are tried, and the result is the recovery: `safe` lies farther from the mark than
 * `breached`. Null = no crossing in reach. Where one tick moves equity by less than the rounding of the legs the verdict may
 * alternate within those few atoms; the pair is then one of the alternations.
 *
 * @throws MissingMarkError; LinkError when an inverse contract moves with other marks but without its coin's spot market, or
 * a linear one together with the spot market of its settlement asset.
 * @source docs/models/margin.md, section 5
 */
export const thresholds = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  instrument: InstrumentId,
  query: ThresholdQuery,
): Thresholds => {
  const linked = query.linked ?? []
  checkLinks(rules, instrument, linked)
  const start = markOf(marks, instrument)
  const moved = mover(marks, instrument, linked)
  const safe = (price: bigint): boolean =>
    !breaches(measure(rules, account, moved(ticks(price)), query.level), query.multiple)
  const highest = start * REACH
  if (safe(start)) return { below: crossing(start, 1n, safe), above: crossing(start, highest, safe) }
  const peaks = (low: bigint, high: bigint): readonly bigint[] =>
    kinks({ rules, account, at: (price) => moved(ticks(price)) }, low, high)
  return {
    below: start > 1n ? recovery(start, peaks(1n, start), safe) : null,
    above: recovery(start, peaks(start, highest), safe),
  }
}

/**
 * Equity above (> 0) or under (< 0) a multiple of the requirement: ⌊equity - multiple · requirement⌋ in numeraire atoms.
 * It is negative exactly where `breaches` holds.
 */
export const slack = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  query: { readonly level: LevelName; readonly multiple: Ratio },
): Atoms => {
  const { equity, requirement } = measure(rules, account, marks, query.level)
  return atoms(divide(equity * RATIO_ONE - query.multiple * requirement, RATIO_ONE, 'down'))
}

/** One map, rewritten for each probe: the marks with the instrument at a price and its links moved in proportion. */
const mover = (
  marks: MarkPrices,
  instrument: InstrumentId,
  linked: readonly InstrumentId[],
): ((price: Ticks) => MarkPrices) => {
  const start = markOf(marks, instrument)
  const probe = new Map(marks)
  return (price) => {
    probe.set(instrument, price)
    for (const id of linked) probe.set(id, ticks(greatest(1n, divide(markOf(marks, id) * price, start, 'down'))))
    return probe
  }
}

const crossing = (start: bigint, end: bigint, safe: (price: bigint) => boolean): Threshold | null => {
  if (safe(end)) return null
  const { same, other } = bisect(start, end, safe)
  return { safe: ticks(same), breached: ticks(other) }
}

const recovery = (start: bigint, peaks: readonly bigint[], safe: (price: bigint) => boolean): Threshold | null => {
  const peak = peaks.find(safe)
  if (peak === undefined) return null
  const { same, other } = bisect(start, peak, safe)
  return { safe: ticks(other), breached: ticks(same) }
}

const checkLinks = (rules: MarginRules, instrument: InstrumentId, linked: readonly InstrumentId[]): void => {
  if (linked.length === 0) return
  const moving = new Set([instrument, ...linked])
  for (const id of moving) checkLink(rules, instrument, instrumentOf(rules, id), moving)
}

const checkLink = (
  rules: MarginRules,
  instrument: InstrumentId,
  moved: Instrument,
  moving: ReadonlySet<InstrumentId>,
): void => {
  if (moved.kind === 'spot') return
  const spot = rules.collateral.get(moved.settle)?.spot.id
  const coinMoves = spot !== undefined && moving.has(spot)
  if (moved.kind === 'inverse-perpetual' && !coinMoves)
    throw new LinkError(instrument, `inverse ${moved.id} moves without ${spot ?? moved.settle}; link that too`)
  if (moved.kind !== 'inverse-perpetual' && coinMoves)
    throw new LinkError(instrument, `${moved.id} settles in the asset of ${spot}; leave one of them out`)
}
