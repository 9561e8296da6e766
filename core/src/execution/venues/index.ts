export { createOrderBook } from './order-book.ts'
export { fillsOf } from './fills.ts'
export { OrderBookError } from './types.ts'
export { BandError, bandAround } from './band.ts'
export type { PriceBand } from './band.ts'
export type {
  Amendment,
  BookTerms,
  LadderSnapshot,
  OrderBook,
  OrderBookSnapshot,
  OrderState,
  PriceRange,
  Quotes,
  RestingSnapshot,
} from './types.ts'
