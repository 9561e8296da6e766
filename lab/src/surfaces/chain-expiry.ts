import {
  impliedForward,
  parityForward,
  smileQuotes,
  YEAR_MS,
  type FutureQuote,
  type ImpliedForward,
  type ParityPair,
  type SmileQuotes,
} from '@ebbline/core'
import type { ChainExpiry, ChainQuote } from '../importers/index.ts'

/** Why an expiry has no smile of its own at a moment. */
export type SmileRefusal = 'expired' | 'no-forward' | 'too-few-quotes' | 'crossed-quotes'

/** One expiry made ready for a fit: time in years act/365, its forward, its quotes in volatility, and whether they suffice. */
export interface ExpirySmile {
  readonly expiryMs: number
  readonly time: number
  readonly forward: ImpliedForward
  readonly smile: SmileQuotes
  readonly refusal: SmileRefusal | null
}

/** Fewest strikes that determine five parameters. */
const STRIKES_MIN = 5

/** Share of crossed quotes from which on a chain is not believed. */
const CROSSED_MAX = 0.1

/** What the price of a future is believed to, as a share, when its rows agree. */
const FUTURE_ERROR = 1e-4

/** What the futures of a snapshot say: a price by expiry, the same price for all (an index in their place), or nothing. */
export type Futures = 'dated' | 'flat' | 'none'

/** Fewest expiries of which one price makes the futures flat. */
const FLAT_MIN = 3

/** Tells dated futures from a column that repeats one price, which says nothing of carry. */
export const futuresOf = (expiries: readonly ChainExpiry[]): Futures => {
  const prices = expiries.flatMap(({ quotes }) => futureOf(quotes)?.price ?? [])
  if (prices.length === 0) return 'none'
  return prices.length >= FLAT_MIN && new Set(prices).size === 1 ? 'flat' : 'dated'
}

/**
 * Reads one expiry of a snapshot: forward from parity and, where futures are dated, from their column; volatilities of the options out
 * of the money.
 */
export const expirySmile = (expiry: ChainExpiry, timeMs: number, futures: Futures = 'dated'): ExpirySmile => {
  const time = (expiry.expiryMs - timeMs) / YEAR_MS
  const future = futures === 'dated' ? futureOf(expiry.quotes) : null
  const empty: SmileQuotes = { quotes: [], counts: { used: 0, crossed: 0, oneSided: 0, outside: 0 } }
  if (!(time > 0)) return { ...of(expiry, time, { kind: 'missing' }, empty), refusal: 'expired' }
  const drift = (quote: ChainQuote): number =>
    future === null || !(quote.forward > 0) ? 1 : quote.forward / future.price
  const forward = impliedForward(parityForward(pairsOf(expiry.quotes, drift)), future)
  if (forward.kind === 'missing') return { ...of(expiry, time, forward, empty), refusal: 'no-forward' }
  const smile = smileQuotes(
    expiry.quotes.map((quote) => ({ ...quote, forward: forward.forward * drift(quote) })),
    time,
  )
  return { ...of(expiry, time, forward, smile), refusal: refusalOf(smile) }
}

const of = (
  { expiryMs }: ChainExpiry,
  time: number,
  forward: ImpliedForward,
  smile: SmileQuotes,
): Omit<ExpirySmile, 'refusal'> => ({ expiryMs, time, forward, smile })

const refusalOf = ({ quotes, counts }: SmileQuotes): SmileRefusal | null => {
  const all = counts.used + counts.crossed + counts.oneSided + counts.outside
  if (counts.crossed > CROSSED_MAX * all) return 'crossed-quotes'
  return quotes.length < STRIKES_MIN ? 'too-few-quotes' : null
}

/** The middle of the column, and how far the rows of the snapshot lie from it; null where no row has one. */
const futureOf = (quotes: readonly ChainQuote[]): FutureQuote | null => {
  const prices = quotes.map(({ forward }) => forward).filter((forward) => forward > 0)
  if (prices.length === 0) return null
  const price = middle(prices)
  return { price, error: Math.max(FUTURE_ERROR * price, middle(prices.map((one) => Math.abs(one - price)))) }
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Strikes with four sound quotes; a strike is brought to the moment of the future's middle by the drift of its rows. */
const pairsOf = (quotes: readonly ChainQuote[], drift: (quote: ChainQuote) => number): readonly ParityPair[] =>
  [...Map.groupBy(quotes.filter(isTwoSided), ({ strike }) => strike).values()].flatMap(([call, put]) => {
    if (call?.kind !== 'call' || put?.kind !== 'put') return []
    const difference = 0.5 * (call.bid + call.ask - put.bid - put.ask)
    const error = 0.5 * (call.ask - call.bid + put.ask - put.bid)
    return [{ strike: (call.strike * 2) / (drift(call) + drift(put)), difference, error }]
  })

const isTwoSided = ({ bid, ask }: ChainQuote): boolean => bid > 0 && ask > bid
