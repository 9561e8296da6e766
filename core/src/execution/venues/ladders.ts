import { lots, NO_LOTS, type Lots, type Ticks } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import type { DepthLevel, OrderId, Side } from '../../market/index.ts'

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

/** Takes lots from the front of a ladder; the cursor moves on when that quote is used up. */
export const takeFromLadder = (ladder: Ladder, size: Lots): void => {
  ladder.left = lots(ladder.left - size)
  if (ladder.left > 0n) return
  ladder.head += 1
  ladder.left = ladder.levels[ladder.head]?.size ?? NO_LOTS
}

/** What is left of a ladder, best first, as prices and sizes and nothing else. */
export const quotesLeft = ({ levels, head, left }: Ladder): readonly DepthLevel[] =>
  levels.slice(head).map(({ price, size }, at) => ({ price, size: at === 0 ? left : size }))

/** Name of a quote: owner, instrument, when it was made, and its rank on its side. */
export const quoteId = (
  ladder: Pick<Ladder, 'owner' | 'sequence' | 'first'>,
  instrument: InstrumentId,
  { side, at }: { readonly side: Side; readonly at: number },
): OrderId => `${ladder.owner}/${instrument}/${ladder.sequence}/${side}/${ladder.first + at}`

/** Whether a price has priority over another on the side on which both rest. */
export const isBetter = (side: Side, price: Ticks, other: Ticks): boolean =>
  side === 'buy' ? price > other : price < other

/** The ladder whose front comes first, null when none quotes. */
export const firstLadder = (side: Side, ladders: readonly Ladder[]): Ladder | null => {
  let first: Ladder | null = null
  for (const one of ladders) {
    const price = one.levels[one.head]?.price
    if (price === undefined) continue
    const best = first?.levels[first.head]?.price
    if (best === undefined || isBetter(side, price, best) || (price === best && one.sequence < (first?.sequence ?? 0)))
      first = one
  }
  return first
}
