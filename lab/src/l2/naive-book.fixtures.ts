import type { Top } from './book.ts'

/** The slow twin of `ReplayedBook`: a map a side, sorted anew for each question. */
export interface NaiveBook {
  readonly bids: Map<number, number>
  readonly asks: Map<number, number>
}

export const createNaiveBook = (): NaiveBook => ({ bids: new Map(), asks: new Map() })

export const applyNaive = (book: NaiveBook, side: 'bid' | 'ask', price: number, size: number): void => {
  const levels = side === 'bid' ? book.bids : book.asks
  if (size === 0) levels.delete(price)
  else levels.set(price, size)
}

/** Levels from the best on: order -1 for bids, 1 for asks. */
export const naiveLevels = (side: Map<number, number>, order: -1 | 1): readonly (readonly [number, number])[] =>
  [...side].toSorted(([one], [other]) => (one - other) * order)

export const naiveTop = ({ bids, asks }: NaiveBook): Top => {
  const [bid, bidSize] = naiveLevels(bids, -1)[0] ?? [Number.NaN, 0]
  const [ask, askSize] = naiveLevels(asks, 1)[0] ?? [Number.NaN, 0]
  return { bid, bidSize, ask, askSize }
}

export const naiveDepthWithin = (book: NaiveBook, bps: number): { readonly bid: number; readonly ask: number } => {
  const { bid, ask } = naiveTop(book)
  const mid = (bid + ask) / 2
  const sum = (levels: Map<number, number>, keep: (price: number) => boolean): number =>
    [...levels].reduce((total, [price, size]) => (keep(price) ? total + size : total), 0)
  return {
    bid: sum(book.bids, (price) => price >= mid * (1 - bps / 10_000)),
    ask: sum(book.asks, (price) => price <= mid * (1 + bps / 10_000)),
  }
}
