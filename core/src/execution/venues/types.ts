import type { Lots, Ticks } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import type {
  DepthCurve,
  DepthLevel,
  Order,
  OrderId,
  OrderUpdate,
  RejectReason,
  SelfTradeRule,
  Side,
} from '../../market/index.ts'
import type { PriceBand } from './band.ts'

/** Where an order stands. `remaining` is what of its size has not filled. */
export type OrderState =
  | { readonly status: 'resting'; readonly remaining: Lots }
  | { readonly status: 'filled' }
  | { readonly status: 'cancelled'; readonly remaining: Lots }
  | { readonly status: 'rejected'; readonly reason: RejectReason }

/** All background quotes of one market maker in one instrument: best first, positive, not crossed. */
export interface Quotes {
  readonly bids: readonly DepthLevel[]
  readonly asks: readonly DepthLevel[]
}

/** Prices from lowest to highest, both inside. */
export interface PriceRange {
  readonly lowest: Ticks
  readonly highest: Ticks
}

/** What a venue's books have in common. */
export interface BookTerms {
  /** What holds where an order does not say, and for quotes; `cancel-oldest` when left out. */
  readonly selfTrade?: SelfTradeRule
}

/** What a resting order becomes. */
export interface Amendment {
  /** What of it is still to fill from now on, > 0; a reduce-only order fills no more of it than it still may. */
  readonly remaining: Lots
  readonly limit: Ticks
}

/**
 * A venue with price-time priority. Every call returns what happened, in order. A match gives one `filled` update, at the
 * taker's order; its fill names the maker, whose order shrinks by the same size, so that no fill is ever booked twice.
 * This venue never says `expired` or `unknown`.
 */
export interface OrderBook {
  /**
   * Trades what crosses, at the resting prices, and rests the remainder of a limit GTC order. A market order never rests.
   * An order never trades against its own owner: its self-trade rule says which of both ends. A reduce-only order fills at
   * most `reducible`; what lies beyond that is cancelled once the rest is done. A post-only order never takes.
   */
  readonly submit: (order: Order) => readonly OrderUpdate[]
  /**
   * Changes a resting order. It keeps its place only where the limit stays and no lot is added; otherwise it queues anew under its id
   * and may trade. `amended` comes first; `amend-refused` leaves the order as it was.
   */
  readonly amend: (id: OrderId, amendment: Amendment) => readonly OrderUpdate[]
  /** Takes a resting order out of the book; nothing for an order that does not rest. */
  readonly cancel: (id: OrderId) => readonly OrderUpdate[]
  /** Takes out all resting orders of an owner, oldest first, and all its quotes. */
  readonly cancelOwner: (owner: string) => readonly OrderUpdate[]
  /**
   * Sets the band of an instrument; null for none, as at the start. It judges what arrives from now on and how far takers go;
   * what rests stays.
   *
   * @throws BandError for a band that holds no price; OrderBookError for an unknown instrument.
   */
  readonly setBand: (instrument: InstrumentId, band: PriceBand | null) => void
  /**
   * Replaces all quotes of an owner in an instrument. The new ones queue behind what rests at their prices; those that
   * cross trade as takers at the resting prices, bids first. Quotes that are replaced leave without an update, and so do
   * those that could take beyond the band.
   *
   * @throws DepthError unless the quotes are sorted, positive and not crossed; OrderBookError for an unknown instrument.
   */
  readonly requote: (owner: string, instrument: InstrumentId, quotes: Quotes) => readonly OrderUpdate[]
  /**
   * The best `levelsMax` levels of each side, orders and quotes together, none beyond `range` (both ends inside).
   *
   * @throws OrderBookError for an unknown instrument.
   */
  readonly depth: (instrument: InstrumentId, levelsMax: number, range?: PriceRange) => DepthCurve
  /** Null for an order that never arrived. */
  readonly stateOf: (id: OrderId) => OrderState | null
  /** Everything the venue remembers, as plain data. */
  readonly snapshot: () => OrderBookSnapshot
  /** Forgets everything and continues from a snapshot of a venue with the same instruments. */
  readonly restore: (snapshot: OrderBookSnapshot) => void
}

/** An order in the book: `open` may still fill, `beyond` is what a reduce-only order may not. */
export interface RestingSnapshot {
  readonly order: Order
  readonly sequence: number
  readonly open: Lots
  readonly beyond: Lots
}

/** Quotes of one owner on one side that are left; `first` is the rank of the first of them when they were made. */
export interface LadderSnapshot {
  readonly owner: string
  readonly instrument: InstrumentId
  readonly side: Side
  readonly sequence: number
  readonly first: number
  readonly levels: readonly DepthLevel[]
}

export interface OrderBookSnapshot {
  /** Next place in the queue. */
  readonly sequence: number
  /** By sequence. */
  readonly resting: readonly RestingSnapshot[]
  /** By sequence, bids before asks. */
  readonly ladders: readonly LadderSnapshot[]
  /** Orders that are done, in the order in which they ended. */
  readonly done: readonly { readonly id: OrderId; readonly state: OrderState }[]
  readonly bands: readonly { readonly instrument: InstrumentId; readonly band: PriceBand }[]
}

/** A call that names an instrument the venue does not list. */
export class OrderBookError extends Error {
  override readonly name = 'OrderBookError'
  constructor(instrument: InstrumentId, listed: readonly InstrumentId[]) {
    super(`instrument '${instrument}' is not listed here; use one of ${listed.join(', ')}`)
  }
}
