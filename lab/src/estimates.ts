import {
  approx,
  bestAsk,
  bestBid,
  costEstimate,
  lots,
  maxSizeWithin,
  type CostEstimate,
  type CostModel,
  type DepthCurve,
  type Engine,
  type Instrument,
  type InstrumentId,
  type Order,
  type OrderId,
} from '@ebbline/core'
import type { JournalEntry, RunEstimates } from '@ebbline/wire'
import { coverageOf } from './fit/index.ts'
import { baseOfLot } from './reaction.ts'

/** Compares what forced orders were expected to cost with what their fills cost. */
export interface EstimateKeeper {
  readonly observe: (entry: JournalEntry, engine: Engine) => void
  /** Nothing foreseen: counts of 0. */
  readonly summary: () => RunEstimates
}

/** One order that was estimated. Costs in bp of notional against mid, sizes in lots. */
interface Trade {
  readonly estimate: CostEstimate
  readonly side: Order['side']
  /** Mid of the batch in which it was sent, in ticks. */
  readonly middle: number
  /** Quote units of one lot at that mid. */
  readonly worth: number
  filled: number
  /** Σ lots × bp. */
  paid: number
}

interface Seen {
  readonly curve: DepthCurve
  readonly time: number
}

/**
 * A keeper that estimates each order when it is sent, from the book of the batch before, aged by the time since. The size that
 * counts is what that book offers within the order's limit, so an order that its limit will stop is not called dear. Realised is the
 * distance of its fills from the mid of the batch in which it was sent. Orders without such a book are left out, and what does
 * not fill costs nothing.
 *
 * @source docs/models/verdicts.md, eq. 4 to 6
 */
export const createEstimateKeeper = (model: CostModel): EstimateKeeper => {
  let [before, now] = [new Map<InstrumentId, Seen>(), new Map<InstrumentId, Seen>()]
  const open = new Map<OrderId, Trade>()
  return {
    observe: ({ command, events }, engine) => {
      if (command.kind === 'batch') {
        before = new Map([...before, ...now])
        now = new Map(command.books.map((curve) => [curve.instrument, { curve, time: command.time }]))
      }
      for (const event of events) {
        if (event.kind === 'order-sent') {
          const { order } = event.live
          const venue = engine.state.compiled
          const instrument = venue?.rules.instruments.get(order.instrument)
          const decimals = venue?.declaration.assets.find(({ id }) => id === instrument?.base)?.decimals ?? 0
          const books = { before: before.get(order.instrument), now: now.get(order.instrument) }
          const trade = instrument === undefined ? null : tradeOf({ model, instrument, decimals }, order, books)
          if (trade !== null) open.set(order.id, trade)
        }
        if (event.kind !== 'moved' || event.movement.cause.kind !== 'fill') continue
        const { takerOrder, size, price } = event.movement.cause
        const trade = open.get(takerOrder)
        if (trade !== undefined) take(trade, Math.abs(approx(size)), approx(price))
      }
    },
    summary: () => summed([...open.values()].filter(({ filled }) => filled > 0)),
  }
}

interface Priced {
  readonly model: CostModel
  readonly instrument: Instrument
  readonly decimals: number
}

const tradeOf = (
  { model, instrument, decimals }: Priced,
  { side, size, limit }: Order,
  books: { readonly before: Seen | undefined; readonly now: Seen | undefined },
): Trade | null => {
  const [seen, present] = [books.before, books.now]
  if (seen === undefined || present === undefined) return null
  const middle = middleOf(present.curve)
  if (middle === null || middleOf(seen.curve) === null) return null
  const within = maxSizeWithin(seen.curve, side, limit)
  const wanted = within > 0n && within < size ? within : size
  const known = { kind: 'book', curve: seen.curve, secSinceSeen: (present.time - seen.time) / 1000 } as const
  const estimate = costEstimate(model, { side, size: lots(wanted), known })
  return { estimate, side, middle, worth: worthOf(instrument, middle, decimals), filled: 0, paid: 0 }
}

/** Quote units of one lot: its base units at a price, or the face of an inverse contract. `decimals` are those of a spot's base. */
const worthOf = (instrument: Instrument, middle: number, decimals: number): number => {
  if (instrument.kind === 'inverse-perpetual') return approx(instrument.lotSize) / 1e18
  const base = instrument.kind === 'spot' ? approx(instrument.lotAtoms) / 10 ** decimals : baseOfLot(instrument)
  return base * middle * (approx(instrument.tickSize) / 1e18)
}

const middleOf = (curve: DepthCurve): number | null => {
  const [bid, ask] = [bestBid(curve), bestAsk(curve)]
  return bid === null || ask === null ? null : (approx(bid) + approx(ask)) / 2
}

const take = (trade: Trade, size: number, price: number): void => {
  const away = trade.side === 'buy' ? price - trade.middle : trade.middle - price
  trade.filled += size
  trade.paid += (size * away * 10_000) / trade.middle
}

const summed = (trades: readonly Trade[]): RunEstimates => {
  if (trades.length === 0) return { trades: 0, bias: null, coverage: null, below: null, above: null }
  const { n, bias, coverage, below, above } = coverageOf(
    trades.map(({ estimate: { mean, low, high }, worth, filled }) => ({ size: worth * filled, mean, low, high })),
    trades.map(({ filled, paid }) => paid / filled),
  )
  return { trades: n, bias: Number.isFinite(bias) ? bias : null, coverage, below, above }
}
