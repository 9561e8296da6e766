import { NO_LOTS, type Ticks } from '../../units/index.ts'
import { checkDepth, isWithin, type DepthLevel, type OrderUpdate, type Side } from '../../market/index.ts'
import { bestPrice } from './book-side.ts'
import { quoteId, type Ladder } from './ladders.ts'
import { match, oppositeOf, sideOf, type Book, type Taker, type Venue } from './matching.ts'
import type { Quotes } from './types.ts'

/** Replaces all quotes of an owner in one book. @throws DepthError unless they are sorted, positive and not crossed. */
export const requote = (
  venue: Venue,
  book: Book,
  { owner, quotes }: { readonly owner: string; readonly quotes: Quotes },
): readonly OrderUpdate[] => {
  checkDepth({ instrument: book.instrument, ...quotes })
  for (const one of [book.bids, book.asks]) one.ladders = one.ladders.filter((ladder) => ladder.owner !== owner)
  const sequence = venue.sequence++
  const updates: OrderUpdate[] = []
  const place = (side: Side, levels: readonly DepthLevel[]): void => {
    const head = firstInside(book, side, levels)
    const ladder: Ladder = { owner, sequence, first: 0, levels, head, left: levels[head]?.size ?? NO_LOTS }
    if (crosses(book, side, levels[head]?.price)) takeWithQuotes(venue, book, { side, ladder, updates })
    if (ladder.head < levels.length) sideOf(book, side).ladders.push(ladder)
  }
  place('buy', quotes.bids)
  place('sell', quotes.asks)
  return updates
}

/** Rank of the first quote that may not take beyond the band; better ones are left out. */
const firstInside = ({ band }: Book, side: Side, levels: readonly DepthLevel[]): number => {
  if (band === null) return 0
  const edge = side === 'buy' ? band.highest : band.lowest
  const at = levels.findIndex(({ price }) => isWithin(price, side, edge))
  return at < 0 ? levels.length : at
}

const crosses = (book: Book, side: Side, price: Ticks | undefined): boolean => {
  const best = price === undefined ? undefined : bestPrice(oppositeOf(book, side))
  return price !== undefined && best !== undefined && isWithin(best, side, price)
}

/** New quotes take what they cross, best quote first; what is left of the ladder is placed by the caller. */
const takeWithQuotes = (
  venue: Venue,
  book: Book,
  { side, ladder, updates }: { readonly side: Side; readonly ladder: Ladder; readonly updates: OrderUpdate[] },
): void => {
  const { owner, levels } = ladder
  for (let quote = levels[ladder.head]; quote !== undefined; quote = levels[ladder.head]) {
    const { price, size } = quote
    const id = quoteId(ladder, book.instrument, { side, at: ladder.head })
    const { selfTrade } = venue
    const taker: Taker = {
      id,
      owner,
      side,
      limit: price,
      selfTrade,
      isQuote: true,
      open: size,
      beyond: NO_LOTS,
      decremented: NO_LOTS,
      isStopped: false,
    }
    match(venue, book, taker, updates)
    ladder.left = taker.open
    if (taker.open > 0n && !taker.isStopped) return
    ladder.head += 1
    ladder.left = levels[ladder.head]?.size ?? NO_LOTS
  }
}
