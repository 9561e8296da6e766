import { topOf, type ReplayedBook, type Top } from './book.ts'
import { sizeAt, walkLevels, type BookSide } from './book-side.ts'
import { replayBook, type ReplayCounts } from './replay.ts'
import type { DepthMessage, DepthTape } from './tape.ts'

/** A recorded best quote: prices in ticks and sizes in lots of the tape it is compared with. */
export interface RecordedQuote extends Top {
  /** Receipt, microseconds UTC, on the clock of the tape. */
  readonly receivedUs: number
}

/**
 * How recorded best quotes stand to a replayed book. Each quote counts once among `outside`, `equal`, `between`, `shifted`
 * and `contradicted`.
 */
export interface QuoteComparison {
  readonly quotes: number
  /** Received before the first or after the last update: nothing to compare with. */
  readonly outside: number
  /** Both prices are those of the book before or after the update that ends the quote's interval. */
  readonly equal: number
  /** Of those, quotes whose sizes are the same too. */
  readonly equalWithSizes: number
  /** Neither, but a state that the book can have taken between two updates. */
  readonly between: number
  /** A state of a neighbouring interval whose edge lies within the clock tolerance. */
  readonly shifted: number
  /** A state that the book cannot have taken. */
  readonly contradicted: number
  /** Sides of quotes, shifted ones apart, on which nothing at or before the touch changed: price and size must be equal. */
  readonly pinned: number
  readonly pinnedEqual: number
  /** The first contradicted quotes. */
  readonly witnesses: readonly RecordedQuote[]
}

/** Most that the streams of quotes and of updates may lag one another, microseconds. */
export const CLOCK_TOLERANCE_US = 2000

const WITNESSES = 5

/**
 * Compares recorded best quotes with the book that a tape gives. The quotes come on a faster stream than the updates, so
 * most fall between two of them. Between update k and k + 1 the book is known but for the levels that k + 1 names:
 *
 *   a quoted price that k + 1 does not name must stand with exactly the quoted size
 *   a price better than the quoted one must not stand, unless k + 1 names it
 *
 * A quote that breaks this in its own interval may belong to a neighbour within `CLOCK_TOLERANCE_US`.
 * Quotes must be sorted by time of receipt.
 *
 * @source docs/models/recorded-books.md
 */
export const compareQuotes = (
  tape: DepthTape,
  quotes: readonly RecordedQuote[],
): { readonly comparison: QuoteComparison; readonly counts: ReplayCounts } => {
  const found: Finding[] = quotes.map(() => ({ own: null, reachable: false }))
  let from = 0
  const counts = replayBook(tape, (book, message, next) => {
    if (message.isSnapshot || next === null) return
    while (from < quotes.length && timeOf(quotes, from) < message.receivedUs - CLOCK_TOLERANCE_US) from += 1
    if (timeOf(quotes, from) >= next.receivedUs + CLOCK_TOLERANCE_US) return
    const interval = intervalOf(book, tape, message, next)
    for (let at = from; timeOf(quotes, at) < next.receivedUs + CLOCK_TOLERANCE_US; at += 1) {
      const [quote, finding] = [quotes[at], found[at]]
      if (quote !== undefined && finding !== undefined) judge(interval, quote, finding)
    }
  })
  return { comparison: summed(quotes, found), counts }
}

/** What is known of a quote: in its own interval, and whether any interval within the tolerance can hold it. */
interface Finding {
  own: OwnFinding | null
  reachable: boolean
}

interface OwnFinding {
  readonly reachable: boolean
  readonly prices: boolean
  readonly sizes: boolean
  readonly pinned: number
  readonly pinnedEqual: number
}

/** The book before an update, and the levels that the update names. */
interface Interval {
  readonly book: ReplayedBook
  readonly from: number
  readonly to: number
  readonly before: Top
  readonly after: Top
  readonly named: Readonly<Record<Side, ReadonlyMap<number, number>>>
}

type Side = 'bid' | 'ask'

const timeOf = (quotes: readonly RecordedQuote[], at: number): number =>
  quotes[at]?.receivedUs ?? Number.POSITIVE_INFINITY

const intervalOf = (book: ReplayedBook, tape: DepthTape, message: DepthMessage, next: DepthMessage): Interval => {
  const named = { bid: new Map<number, number>(), ask: new Map<number, number>() }
  for (let row = next.from; row < next.to; row += 1)
    named[tape.isBid[row] === 1 ? 'bid' : 'ask'].set(tape.price[row] ?? 0, tape.size[row] ?? 0)
  const [bid, bidSize] = bestAfter(book.bids, named.bid)
  const [ask, askSize] = bestAfter(book.asks, named.ask)
  const after = { bid, bidSize, ask, askSize }
  return { book, from: message.receivedUs, to: next.receivedUs, before: topOf(book), after, named }
}

/** Best level of a side once the named levels have their new sizes. */
const bestAfter = (side: BookSide, named: ReadonlyMap<number, number>): readonly [number, number] => {
  let [best, size] = [Number.NaN, 0]
  for (const [price, standing] of named)
    if (standing > 0 && !((price - best) * side.order >= 0)) [best, size] = [price, standing]
  walkLevels(side, (price, standing) => {
    if ((price - best) * side.order >= 0) return false
    if (named.has(price)) return true
    best = price
    size = standing
    return false
  })
  return [best, size]
}

const judge = (interval: Interval, quote: RecordedQuote, finding: Finding): void => {
  const sides = [sideOf(interval, quote, 'bid'), sideOf(interval, quote, 'ask')]
  const reachable = sides.every((side) => side.reachable)
  if (reachable) finding.reachable = true
  if (quote.receivedUs < interval.from || quote.receivedUs >= interval.to) return
  const { before, after } = interval
  finding.own = {
    reachable,
    prices: hasPrices(quote, before) || hasPrices(quote, after),
    sizes: hasSizes(quote, before) || hasSizes(quote, after),
    pinned: sides.filter((side) => side.pinned).length,
    pinnedEqual: sides.filter((side) => side.pinned && side.equal).length,
  }
}

const hasPrices = (one: Top, other: Top): boolean => one.bid === other.bid && one.ask === other.ask

const hasSizes = (one: Top, other: Top): boolean =>
  hasPrices(one, other) && one.bidSize === other.bidSize && one.askSize === other.askSize

interface SideFinding {
  readonly reachable: boolean
  readonly pinned: boolean
  readonly equal: boolean
}

const sideOf = ({ book, before, named }: Interval, quote: RecordedQuote, which: Side): SideFinding => {
  const side = which === 'bid' ? book.bids : book.asks
  const [price, size] = which === 'bid' ? [quote.bid, quote.bidSize] : [quote.ask, quote.askSize]
  const [best, bestSize] = which === 'bid' ? [before.bid, before.bidSize] : [before.ask, before.askSize]
  const changed = named[which]
  let reachable = changed.has(price) || sizeAt(side, price) === size
  walkLevels(side, (standing) => {
    if ((standing - price) * side.order >= 0) return false
    if (!changed.has(standing)) reachable = false
    return reachable
  })
  const pinned = [...changed.keys()].every((at) => (at - best) * side.order > 0)
  return { reachable, pinned, equal: price === best && size === bestSize }
}

const summed = (quotes: readonly RecordedQuote[], found: readonly Finding[]): QuoteComparison => {
  const own = found.flatMap((finding) => (finding.own === null ? [] : [finding.own]))
  const inside = own.filter((each) => each.reachable)
  const contradicted = quotes.filter((_, at) => found[at]?.own !== null && found[at]?.reachable === false)
  const equal = inside.filter((each) => each.prices)
  const count = (value: (each: OwnFinding) => number): number => inside.reduce((sum, each) => sum + value(each), 0)
  return {
    quotes: quotes.length,
    outside: quotes.length - own.length,
    equal: equal.length,
    equalWithSizes: equal.filter((each) => each.sizes).length,
    between: inside.length - equal.length,
    shifted: own.length - inside.length - contradicted.length,
    contradicted: contradicted.length,
    pinned: count((each) => each.pinned),
    pinnedEqual: count((each) => each.pinnedEqual),
    witnesses: contradicted.slice(0, WITNESSES),
  }
}
