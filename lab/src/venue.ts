import {
  approx,
  consume,
  createOrderBook,
  fillsOf,
  lots,
  NOTHING_TAKEN,
  quantize,
  quoteLadder,
  refill,
  takenBy,
  ticks,
  type Account,
  type AccountId,
  type DepthCurve,
  type DepthProfile,
  type EngineEvent,
  type Fill,
  type Instrument,
  type OpenOrder,
  type Order,
  type OrderBook,
  type OrderBookSnapshot,
  type OrderUpdate,
  type PriceRange,
  type QuotedLadder,
  type Taken,
  type Ticks,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { bookedOf } from './activity.ts'
import type { Flow, QuoteTerms } from './market.ts'
import type { VenueTerms } from './market-terms.ts'
import { nearestTick } from './path-prints.ts'
import { liquidityOf } from './reaction.ts'
import { createReducers, type Reducers, type ReducersSnapshot } from './venue-reducers.ts'
import { depthProfile } from './venue-profile.ts'

/** The venue between two batches: its book, what of the background is gone, forced flow not yet felt, unsent news. */
export interface VenueSnapshot {
  readonly book: OrderBookSnapshot
  readonly taken: Readonly<Record<string, Taken>>
  readonly ranges: Readonly<Record<string, PriceRange | null>>
  readonly flow: Readonly<Record<string, bigint>>
  readonly forced: readonly string[]
  readonly news: readonly OrderUpdate[]
  readonly reducers: ReducersSnapshot
}

/** The simulated venue: an order book in which rest-of-world quotes the background and traders' orders rest. */
export interface SimulatedVenue {
  /** Lets `sec` pass, refills what flow took, and quotes anew; quotes that cross resting orders trade with them. */
  readonly quote: (terms: readonly QuoteTerms[], sec: number) => void
  /** Answers orders and cancellations; what quoting caused comes first. A fill is reported once, by its taker's update. */
  readonly execute: (events: readonly EngineEvent[]) => readonly OrderUpdate[]
  readonly books: () => readonly DepthCurve[]
  /** Signed lots that forced orders have traded since the last call. */
  readonly takeFlow: () => Flow
  readonly snapshot: () => VenueSnapshot
  readonly restore: (snapshot: VenueSnapshot) => void
}

interface Background {
  readonly instrument: Instrument
  readonly levels: number
  readonly profile: DepthProfile
  readonly halfLife: number
  taken: Taken
  /** The ladder that stands in the book, null before the first one. */
  quoted: QuotedLadder | null
  /** How far the book is shown; null before the first ladder. */
  range: PriceRange | null
}

interface Venue {
  readonly book: OrderBook
  readonly maker: AccountId
  readonly backgrounds: readonly Background[]
  readonly reducers: Reducers
  /** Fills since the background was last quoted. */
  fills: Fill[]
  news: OrderUpdate[]
  /** Ids of the engine's own orders that may still fill. */
  readonly forced: Set<string>
  readonly flow: Map<string, bigint>
}

/**
 * Price levels of resting user orders that a book shows beside the background's own, as far as the background reaches. Policies
 * size and skip orders by what they see, so a book cut off among user orders would hide most of its depth.
 */
const RESTING_LEVELS = 120

/** A venue in which the traders' resting orders are placed and no background is quoted yet. */
export const createVenue = (
  scenario: Scenario,
  terms: VenueTerms,
  accounts: readonly Account[],
  maker: AccountId,
): SimulatedVenue => {
  const booked = bookedOf(scenario, terms.instruments)
  const venue: Venue = {
    book: createOrderBook(booked.map(({ id }) => id)),
    maker,
    backgrounds: booked.map((instrument) => backgroundOf(scenario, instrument)),
    reducers: createReducers(accounts),
    fills: [],
    news: [],
    forced: new Set(),
    flow: new Map(),
  }
  for (const account of accounts) for (const order of account.orders) place(venue, account.id, order)
  return {
    quote: (quotes, sec) => quoteAll(venue, quotes, sec),
    execute: (events) => execute(venue, events),
    books: () => venue.backgrounds.map((background) => shownBook(venue, background)),
    takeFlow: () => {
      const flow = new Map([...venue.flow].map(([id, size]) => [id, lots(size)]))
      venue.flow.clear()
      return flow
    },
    snapshot: () => snapshotOf(venue),
    restore: (snapshot) => restore(venue, snapshot),
  }
}

const shownBook = (venue: Venue, { instrument, levels, range }: Background): DepthCurve =>
  venue.book.depth(instrument.id, levels + RESTING_LEVELS, range ?? undefined)

/** From the farthest bid of a background to its farthest ask. */
const rangeAround = (mid: Ticks, profile: DepthProfile): PriceRange => {
  const middle = approx(mid)
  const farthest = (middle * (profile.at(-1)?.distanceBps ?? 0)) / 10_000
  return { lowest: ticks(quantize(middle - farthest, 'down')), highest: ticks(quantize(middle + farthest, 'up')) }
}

const backgroundOf = (scenario: Scenario, instrument: Instrument): Background => {
  const liquidity = liquidityOf(scenario, instrument.id)
  return {
    instrument,
    levels: liquidity.levels,
    profile: depthProfile(instrument, liquidity, scenario.venue),
    halfLife: liquidity.refillHalfLifeSec,
    taken: NOTHING_TAKEN,
    quoted: null,
    range: null,
  }
}

const quoteAll = (venue: Venue, terms: readonly QuoteTerms[], sec: number): void => {
  for (const background of venue.backgrounds)
    background.taken = refill(takenNow(venue, background), sec, { halfLife: background.halfLife })
  venue.fills = []
  for (const background of venue.backgrounds) {
    const { instrument, profile, taken } = background
    const wanted = terms.find((each) => each.instrument === instrument.id)
    if (wanted === undefined) continue
    const parameters = { mid: nearestTick(instrument, wanted.mid), profile, depthFactor: wanted.depthFactor, taken }
    const ladder = quoteLadder(parameters)
    background.quoted = { parameters, ladder }
    background.range = rangeAround(parameters.mid, profile)
    report(venue, venue.book.requote(venue.maker, instrument.id, ladder))
  }
}

/** What is gone of a background by now: what was gone when it was quoted, and what fills took since. */
const takenNow = (venue: Venue, { instrument, taken, quoted }: Background): Taken =>
  quoted === null ? taken : consume(quoted, takenBy(venue.fills, { owner: venue.maker, instrument: instrument.id }))

const execute = (venue: Venue, events: readonly EngineEvent[]): readonly OrderUpdate[] => {
  for (const event of events) {
    if (event.kind === 'moved') venue.reducers.moved(event.movement.changes)
    if (event.kind === 'order-dropped' && event.by !== 'venue') venue.book.cancel(event.order)
    if (event.kind === 'order-put' && venue.book.stateOf(event.order.id) === null)
      place(venue, event.account, event.order)
    if (event.kind === 'order-sent') {
      venue.forced.add(event.live.order.id)
      report(venue, venue.book.submit(event.live.order))
    }
  }
  for (const order of venue.reducers.excessive((id) => remainingOf(venue.book, id)))
    report(venue, venue.book.cancel(order))
  const { news } = venue
  venue.news = []
  return news
}

const remainingOf = (book: OrderBook, id: string): bigint => {
  const state = book.stateOf(id)
  return state?.status === 'resting' ? state.remaining : 0n
}

/** Rests a trader's order; its acceptance is no news, for the engine already counts it. */
const place = (venue: Venue, account: AccountId, order: OpenOrder): void => {
  const placed: Order = {
    id: order.id,
    owner: account,
    instrument: order.instrument,
    side: order.side,
    size: order.remaining,
    limit: order.price,
    timeInForce: 'GTC',
    reducible: order.reduceOnly ? order.remaining : null,
  }
  if (order.reduceOnly) venue.reducers.watch(account, order)
  report(venue, venue.book.submit(placed))
}

/** Keeps what the engine must hear: every fill once, and whatever else befell an order that it knows. */
const report = (venue: Venue, updates: readonly OrderUpdate[]): void => {
  for (const fill of fillsOf(updates)) {
    venue.fills.push(fill)
    if (!venue.forced.has(fill.takerOrder)) continue
    const signed = fill.side === 'buy' ? fill.size : -fill.size
    venue.flow.set(fill.instrument, (venue.flow.get(fill.instrument) ?? 0n) + signed)
  }
  for (const update of updates) {
    if (update.kind === 'filled' && update.order !== update.fill.takerOrder) continue
    if (update.kind === 'accepted' && !venue.forced.has(update.order)) continue
    venue.news.push(update)
    if (isFinal(update)) venue.forced.delete(update.order)
  }
}

const isFinal = (update: OrderUpdate): boolean =>
  update.kind === 'filled' ? update.remaining === 0n : update.kind !== 'accepted' && update.kind !== 'unknown'

const snapshotOf = (venue: Venue): VenueSnapshot => ({
  book: venue.book.snapshot(),
  taken: Object.fromEntries(venue.backgrounds.map((each) => [each.instrument.id, takenNow(venue, each)])),
  ranges: Object.fromEntries(venue.backgrounds.map(({ instrument, range }) => [instrument.id, range])),
  flow: Object.fromEntries(venue.flow),
  forced: [...venue.forced],
  news: venue.news,
  reducers: venue.reducers.snapshot(),
})

const restore = (venue: Venue, snapshot: VenueSnapshot): void => {
  venue.book.restore(snapshot.book)
  for (const background of venue.backgrounds) {
    background.taken = snapshot.taken[background.instrument.id] ?? NOTHING_TAKEN
    background.quoted = null
    background.range = snapshot.ranges[background.instrument.id] ?? null
  }
  venue.fills = []
  venue.news = [...snapshot.news]
  venue.forced.clear()
  for (const id of snapshot.forced) venue.forced.add(id)
  venue.flow.clear()
  for (const [id, size] of Object.entries(snapshot.flow)) venue.flow.set(id, size)
  venue.reducers.restore(snapshot.reducers)
}
