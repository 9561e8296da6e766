export { createOrderBook } from './order-book.ts'
export { fillsOf } from './fills.ts'
export { OrderBookError } from './types.ts'
export type {
  LadderSnapshot,
  OrderBook,
  OrderBookSnapshot,
  OrderState,
  PriceRange,
  Quotes,
  RestingSnapshot,
} from './types.ts'
