import { lots, NO_LOTS, type Lots, type Ticks } from '../../units/index.ts'
import { isWithin, type DepthLevel, type Side } from '../../market/index.ts'
import { firstLadder, isBetter, quotesLeft, type Ladder } from './ladders.ts'
import { bestLevel, emptyLevels, nextOf, sizeOf, type Levels } from './levels.ts'
import { NOBODY, type OrderSlots } from './order-slots.ts'

/** One side of one book; it belongs to its venue, which alone changes it. */
export interface BookSide {
  readonly side: Side
  readonly levels: Levels
  ladders: Ladder[]
}

export const emptySide = (side: Side): BookSide => ({ side, levels: emptyLevels(side), ladders: [] })

/** The ladder that comes before every resting order of its side, null where an order comes first or nobody quotes. */
export const ladderAhead = (slots: OrderSlots, { side, levels, ladders }: BookSide): Ladder | null => {
  const ladder = firstLadder(side, ladders)
  const quoted = ladder?.levels[ladder.head]?.price
  const level = bestLevel(levels)
  if (ladder === null || quoted === undefined || level === undefined) return ladder
  if (quoted !== level.price) return isBetter(side, quoted, level.price) ? ladder : null
  return ladder.sequence < (slots.sequences[level.head] ?? 0) ? ladder : null
}

/** The best price of a side, orders and quotes together; undefined when it is empty. */
export const bestPrice = ({ side, levels, ladders }: BookSide): Ticks | undefined => {
  const resting = bestLevel(levels)?.price
  if (ladders.length === 0) return resting
  const ladder = firstLadder(side, ladders)
  const quoted = ladder?.levels[ladder.head]?.price
  if (quoted === undefined || resting === undefined) return quoted ?? resting
  return isBetter(side, quoted, resting) ? quoted : resting
}

/** Who asks what is on offer, within which limit. */
export interface Asking {
  readonly owner: string
  readonly limit: Ticks | null
}

/** Whether the oldest order at the best level is within a limit and not of `owner`: enough to know that somebody is there. */
export const isBestForeign = (slots: OrderSlots, { side, levels }: BookSide, { owner, limit }: Asking): boolean => {
  const level = bestLevel(levels)
  if (level === undefined || !isWithin(level.price, side === 'buy' ? 'sell' : 'buy', limit)) return false
  return slots.orders[level.head]?.owner !== owner
}

/** Lots that others than `owner` offer within a limit, counted no further than `enough`. */
export const offeredTo = (
  slots: OrderSlots,
  { side, levels: { sorted }, ladders }: BookSide,
  { owner, limit, enough }: Asking & { readonly enough: bigint },
): bigint => {
  const taker = side === 'buy' ? 'sell' : 'buy'
  let sum = 0n
  for (const { owner: quoter, levels: quotes, head, left } of ladders)
    for (let at = head; quoter !== owner && at < quotes.length && sum < enough; at += 1) {
      const quote = quotes[at]
      if (quote === undefined || !isWithin(quote.price, taker, limit)) break
      sum += at === head ? left : quote.size
    }
  for (let at = sorted.length - 1; at >= 0 && sum < enough; at -= 1) {
    const level = sorted[at]
    if (level === undefined || !isWithin(level.price, taker, limit)) break
    for (let slot = level.head; slot !== NOBODY && sum < enough; slot = nextOf(slots, slot))
      if (slots.orders[slot]?.owner !== owner) sum += slots.left[slot] ?? NO_LOTS
  }
  return sum
}

interface Offer {
  readonly price: Ticks
  readonly sequence: number
  readonly owner: string
  readonly size: Lots
}

/** Lots that others than `owner` offer within a limit ahead of the first offer of `owner`, which would stop it. */
export const offeredBeforeOwn = (slots: OrderSlots, book: BookSide, { owner, limit }: Asking): bigint => {
  const taker = book.side === 'buy' ? 'sell' : 'buy'
  const offers = [...orderOffers(slots, book), ...quoteOffers(book)]
    .filter(({ price }) => isWithin(price, taker, limit))
    .toSorted((one, other) => {
      if (one.price !== other.price) return isBetter(book.side, one.price, other.price) ? -1 : 1
      return one.sequence - other.sequence
    })
  const own = offers.findIndex((offer) => offer.owner === owner)
  return offers.slice(0, own < 0 ? offers.length : own).reduce((sum, { size }) => sum + size, 0n)
}

const orderOffers = (slots: OrderSlots, { levels: { sorted } }: BookSide): readonly Offer[] => {
  const offers: Offer[] = []
  for (const { price, head } of sorted)
    for (let slot = head; slot !== NOBODY; slot = nextOf(slots, slot)) {
      const [sequence, size] = [slots.sequences[slot] ?? 0, slots.left[slot] ?? NO_LOTS]
      offers.push({ price, sequence, owner: slots.orders[slot]?.owner ?? '', size })
    }
  return offers
}

const quoteOffers = ({ ladders }: BookSide): readonly Offer[] =>
  ladders.flatMap((ladder) =>
    quotesLeft(ladder).map(({ price, size }) => ({ price, sequence: ladder.sequence, owner: ladder.owner, size })),
  )

/** The best `levelsMax` prices with all that stands at them, none worse than `worst`. */
export const depthOf = (
  slots: OrderSlots,
  book: BookSide,
  { levelsMax, worst }: { readonly levelsMax: number; readonly worst: Ticks | null },
): readonly DepthLevel[] => {
  const { side, levels, ladders } = book
  const [only] = ladders
  if (levels.sorted.length === 0 && ladders.length === 1 && only !== undefined)
    return quotesLeft(only).filter(({ price }, at) => at < levelsMax && isShown(side, price, worst))
  return mergedDepth(slots, book, { levelsMax, worst })
}

const isShown = (side: Side, price: Ticks, worst: Ticks | null): boolean =>
  worst === null || (side === 'buy' ? price >= worst : price <= worst)

const mergedDepth = (
  slots: OrderSlots,
  { side, levels: { sorted }, ladders }: BookSide,
  { levelsMax, worst }: { readonly levelsMax: number; readonly worst: Ticks | null },
): readonly DepthLevel[] => {
  const depth: DepthLevel[] = []
  const quotes = ladders.map(quotesLeft)
  const cursors = quotes.map(() => 0)
  let next = sorted.length - 1
  while (depth.length < levelsMax) {
    const level = sorted[next]
    const price = bestOf(side, level?.price, quotes, cursors)
    if (price === undefined || !isShown(side, price, worst)) break
    let size = takeQuotes(price, quotes, cursors)
    if (level?.price === price) {
      size += sizeOf(slots, level)
      next -= 1
    }
    depth.push({ price, size: lots(size) })
  }
  return depth
}

/** The best of a level's price and of the quotes at the cursors. */
const bestOf = (
  side: Side,
  resting: Ticks | undefined,
  quotes: readonly (readonly DepthLevel[])[],
  cursors: readonly number[],
): Ticks | undefined => {
  let best = resting
  for (let at = 0; at < quotes.length; at += 1) {
    const price = quotes[at]?.[cursors[at] ?? 0]?.price
    if (price !== undefined && (best === undefined || isBetter(side, price, best))) best = price
  }
  return best
}

/** Lots quoted at a price; the cursors that stand there move on. */
const takeQuotes = (price: Ticks, quotes: readonly (readonly DepthLevel[])[], cursors: number[]): bigint => {
  let size = 0n
  for (let at = 0; at < quotes.length; at += 1) {
    const quote = quotes[at]?.[cursors[at] ?? 0]
    if (quote?.price !== price) continue
    size += quote.size
    cursors[at] = (cursors[at] ?? 0) + 1
  }
  return size
}
