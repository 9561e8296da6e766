import type { Lots, Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'

/** Milliseconds since 1970-01-01 UTC, a whole number. It arrives as data; nothing here reads a clock. */
export type TimeMs = number

/** A price source, such as one spot venue. */
export type SourceId = string

/** One source's price of the underlying of an instrument, in that instrument's ticks. */
export interface IndexPrint {
  readonly source: SourceId
  readonly instrument: InstrumentId
  readonly price: Ticks
  readonly time: TimeMs
  /** What traded at the source over the window that it states, for rules that weigh by it [lots]. */
  readonly volume?: Lots
  /** Half-width within which the source believes its price, for rules that ask for it [ticks]. */
  readonly confidence?: Ticks
}

/** One price level of a book: size > 0. */
export interface DepthLevel {
  readonly price: Ticks
  readonly size: Lots
}

/**
 * What a venue's book holds, as plain data: bids from the best (highest) down, asks from the best (lowest) up, one level a
 * price, never crossed. Policies read it and never call a venue.
 */
export interface DepthCurve {
  readonly instrument: InstrumentId
  readonly bids: readonly DepthLevel[]
  readonly asks: readonly DepthLevel[]
}

/** Name of an order at a venue; the same inputs always give the same id. */
export type OrderId = string

export type Side = 'buy' | 'sell'

/** GTC rests what is left, IOC cancels it, FOK fills whole or not at all. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK'

/** What a post-only order does that would trade on arrival: it is rejected, or it rests one tick behind the best price that it faces. */
export type PostOnly = 'reject' | 'slide'

/**
 * What happens when an order meets one of its own owner; they never trade. The arriving order ends (`cancel-newest`), or the
 * resting one (`cancel-oldest`), or both; `decrement` takes the smaller open size off both.
 */
export type SelfTradeRule = 'cancel-newest' | 'cancel-oldest' | 'cancel-both' | 'decrement'

/**
 * An order as a venue sees it: whose it is and what it may do, not why it was sent.
 * `limit` null takes any price. `reducible` (present for reduce-only orders) is the most it may still fill. Without
 * `selfTrade` the venue's own rule holds when it arrives; an order without `postOnly` may take.
 */
export interface Order {
  readonly id: OrderId
  readonly owner: string
  readonly instrument: InstrumentId
  readonly side: Side
  readonly size: Lots
  readonly limit: Ticks | null
  readonly timeInForce: TimeInForce
  readonly reducible: Lots | null
  readonly postOnly?: PostOnly
  readonly selfTrade?: SelfTradeRule
}

/** One match. `size` > 0; `side` is the taker's. */
export interface Fill {
  readonly instrument: InstrumentId
  readonly price: Ticks
  readonly size: Lots
  readonly side: Side
  readonly takerOrder: OrderId
  readonly taker: string
  readonly makerOrder: OrderId
  readonly maker: string
}

/**
 * What a venue says about an order. `accepted` names a limit where the venue moved it (slid or clipped). `amended` tells what is
 * left of an order that was changed or decremented, and its limit; `amend-refused` leaves an order as it was. After `unknown`
 * nothing more is sent on that leg until it is reconciled.
 */
export type OrderUpdate =
  | { readonly kind: 'accepted'; readonly order: OrderId; readonly limit?: Ticks }
  | { readonly kind: 'amended'; readonly order: OrderId; readonly remaining: Lots; readonly limit: Ticks | null }
  | { readonly kind: 'amend-refused'; readonly order: OrderId; readonly reason: RejectReason }
  | { readonly kind: 'filled'; readonly order: OrderId; readonly fill: Fill; readonly remaining: Lots }
  | { readonly kind: 'cancelled'; readonly order: OrderId; readonly remaining: Lots }
  | { readonly kind: 'rejected'; readonly order: OrderId; readonly reason: RejectReason }
  | { readonly kind: 'expired'; readonly order: OrderId; readonly remaining: Lots }
  | { readonly kind: 'unknown'; readonly order: OrderId }

export type RejectReason =
  | 'fok-unfillable'
  | 'no-liquidity'
  | 'not-reducing'
  | 'duplicate-id'
  | 'unknown-instrument'
  | 'bad-size'
  | 'bad-terms'
  | 'post-only'
  | 'outside-band'
  | 'not-resting'
