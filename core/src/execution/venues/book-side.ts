import { lots, NO_LOTS, type Lots, type Ticks } from '../../units/index.ts'
import { isWithin, type DepthLevel, type Order, type Side } from '../../market/index.ts'

/** An order in the book. `open` shrinks as it fills. */
export interface Resting {
  readonly order: Order
  readonly price: Ticks
  readonly sequence: number
  open: Lots
  readonly beyond: Lots
}

/** Quotes of one owner: only the front of the list is ever taken, so a cursor is all that changes. */
export interface Ladder {
  readonly owner: string
  readonly sequence: number
  /** Rank of `levels[0]` when the quotes were made. */
  readonly first: number
  readonly levels: readonly DepthLevel[]
  head: number
  /** What is left of `levels[head]`. */
  left: Lots
}

interface Level {
  readonly price: Ticks
  readonly queue: Resting[]
  size: Lots
}

/** One side of one book; it belongs to its venue, which alone changes it. */
export interface BookSide {
  readonly side: Side
  /** Resting orders by price, the best price last. */
  readonly levels: Level[]
  ladders: Ladder[]
}

/** What a taker meets first: the best price, and the oldest at it. */
export type Offer =
  | { readonly kind: 'order'; readonly price: Ticks; readonly resting: Resting }
  | { readonly kind: 'quote'; readonly price: Ticks; readonly ladder: Ladder }

export const emptySide = (side: Side): BookSide => ({ side, levels: [], ladders: [] })

/** The offer with price-time priority, undefined when the side is empty. */
export const bestOffer = ({ side, levels, ladders }: BookSide): Offer | undefined => {
  const level = levels.at(-1)
  const resting = level?.queue[0]
  let ladder: Ladder | undefined
  let [price, sequence] = [resting?.price, resting?.sequence ?? 0]
  for (const one of ladders) {
    const quoted = one.levels[one.head]?.price
    if (quoted === undefined) continue
    const isFirst =
      price === undefined || isBetter(side, quoted, price) || (quoted === price && one.sequence < sequence)
    if (isFirst) [price, sequence, ladder] = [quoted, one.sequence, one]
  }
  if (price === undefined) return undefined
  if (ladder !== undefined) return { kind: 'quote', price, ladder }
  return resting === undefined ? undefined : { kind: 'order', price, resting }
}

/** Puts an order behind all that rest at its price. */
export const rest = ({ side, levels }: BookSide, resting: Resting): void => {
  const at = placeOf(side, levels, resting.price)
  const level = levels[at]
  if (level?.price === resting.price) {
    level.queue.push(resting)
    level.size = lots(level.size + resting.open)
  } else levels.splice(at, 0, { price: resting.price, queue: [resting], size: resting.open })
}

/** Takes an order out, wherever it stands in its queue. */
export const withdraw = (book: BookSide, resting: Resting): void => {
  const at = placeOf(book.side, book.levels, resting.price)
  const level = book.levels[at]
  if (level === undefined) return
  level.queue.splice(level.queue.indexOf(resting), 1)
  level.size = lots(level.size - resting.open)
  if (level.queue.length === 0) book.levels.splice(at, 1)
}

/** Takes lots from the first order of the best level; it leaves when nothing is open. */
export const takeFromOrder = (book: BookSide, resting: Resting, size: Lots): void => {
  const level = book.levels.at(-1)
  if (level === undefined) return
  resting.open = lots(resting.open - size)
  level.size = lots(level.size - size)
  if (resting.open > 0n) return
  level.queue.shift()
  if (level.queue.length === 0) book.levels.pop()
}

/** Takes lots from the front of a ladder; the cursor moves on when that quote is used up. */
export const takeFromLadder = (ladder: Ladder, size: Lots): void => {
  ladder.left = lots(ladder.left - size)
  if (ladder.left > 0n) return
  ladder.head += 1
  ladder.left = ladder.levels[ladder.head]?.size ?? NO_LOTS
}

/** Lots that others than `owner` offer within a limit, counted no further than `enough`. */
export const offeredTo = (
  { side, levels, ladders }: BookSide,
  { owner, limit, enough }: { readonly owner: string; readonly limit: Ticks | null; readonly enough: bigint },
): bigint => {
  const taker = side === 'buy' ? 'sell' : 'buy'
  let sum = 0n
  for (const { owner: quoter, levels: quotes, head, left } of ladders)
    for (let at = head; quoter !== owner && at < quotes.length && sum < enough; at += 1) {
      const quote = quotes[at]
      if (quote === undefined || !isWithin(quote.price, taker, limit)) break
      sum += at === head ? left : quote.size
    }
  for (let at = levels.length - 1; at >= 0 && sum < enough; at -= 1) {
    const level = levels[at]
    if (level === undefined || !isWithin(level.price, taker, limit)) break
    for (const { order, open } of level.queue) if (order.owner !== owner) sum += open
  }
  return sum
}

/** The best `levelsMax` prices with all that stands at them, none worse than `worst`. */
export const depthOf = (book: BookSide, levelsMax: number, worst: Ticks | null): readonly DepthLevel[] => {
  const [only] = book.ladders
  const isOneLadder = book.levels.length === 0 && book.ladders.length === 1 && only !== undefined
  if (!isOneLadder) return mergedDepth(book, levelsMax, worst)
  return quotesLeft(only).filter(({ price }, at) => at < levelsMax && isShown(book.side, price, worst))
}

const isShown = (side: Side, price: Ticks, worst: Ticks | null): boolean =>
  worst === null || (side === 'buy' ? price >= worst : price <= worst)

/** What is left of a ladder, best first, as prices and sizes and nothing else. */
export const quotesLeft = ({ levels, head, left }: Ladder): readonly DepthLevel[] =>
  levels.slice(head).map(({ price, size }, at) => ({ price, size: at === 0 ? left : size }))

const mergedDepth = (
  { side, levels, ladders }: BookSide,
  levelsMax: number,
  worst: Ticks | null,
): readonly DepthLevel[] => {
  const depth: DepthLevel[] = []
  const quotes = ladders.map(quotesLeft)
  const cursors = quotes.map(() => 0)
  let next = levels.length - 1
  while (depth.length < levelsMax) {
    const level = levels[next]
    const price = bestOf(side, level?.price, quotes, cursors)
    if (price === undefined || !isShown(side, price, worst)) break
    let size = takeQuotes(price, quotes, cursors)
    if (level?.price === price) {
      size += level.size
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

const isBetter = (side: Side, price: Ticks, other: Ticks): boolean => (side === 'buy' ? price > other : price < other)

/** Index of the level at `price`, or where it belongs; levels run from the worst price to the best. */
const placeOf = (side: Side, levels: readonly Level[], price: Ticks): number => {
  let [low, high] = [0, levels.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const level = levels[middle]
    if (level !== undefined && isBetter(side, price, level.price)) low = middle + 1
    else high = middle
  }
  return low
}
