import { log } from '../math/index.ts'
import type { OptionKind } from './european-terms.ts'
import { volOrRefusal } from './implied-vol-status.ts'
import { PricingInputError } from './pricing-input-error.ts'

/** A two-sided quote of an option, prices in coin, with the forward of its own moment. */
export type OptionQuote = {
  readonly kind: OptionKind
  readonly strike: number
  readonly bid: number // NaN where nobody bids
  readonly ask: number
  readonly forward: number
}

/** A quote in volatility: log strike, bid, ask and middle per √year. */
export type SmileQuote = {
  readonly strike: number
  readonly k: number
  readonly bidVol: number
  readonly askVol: number
  readonly vol: number
}

/** Why quotes were left out. */
export type QuoteCounts = {
  readonly used: number
  readonly crossed: number // bid above ask
  readonly oneSided: number
  readonly outside: number // a price at which no volatility exists, or one that is in the money
}

/** Quotes of one expiry in volatility, by rising log strike. */
export type SmileQuotes = { readonly quotes: readonly SmileQuote[]; readonly counts: QuoteCounts }

/**
 * Volatilities of the options out of the money. A coin-settled option is worth its coin price × forward undiscounted, so that Black's
 * formula at the forward of the quote's own moment gives bid and ask; options in the money say the same by parity, and less precisely.
 */
export const smileQuotes = (quotes: readonly OptionQuote[], time: number): SmileQuotes => {
  const counts = { used: 0, crossed: 0, oneSided: 0, outside: 0 }
  const smile: SmileQuote[] = []
  for (const quote of quotes) {
    const found = smileQuote(quote, time)
    if (typeof found === 'string') counts[found] += 1
    else {
      counts.used += 1
      smile.push(found)
    }
  }
  return { quotes: smile.toSorted((one, other) => one.k - other.k), counts }
}

const smileQuote = (quote: OptionQuote, time: number): SmileQuote | 'crossed' | 'oneSided' | 'outside' => {
  const { kind, strike, bid, ask, forward } = quote
  if (bid > ask) return 'crossed'
  if (!(bid > 0 && ask > 0)) return 'oneSided'
  if (!(forward > 0) || (kind === 'call' ? strike < forward : strike >= forward)) return 'outside'
  const bidVol = volOrRefusal(kind === 'call', forward, strike, time, bid * forward)
  const askVol = volOrRefusal(kind === 'call', forward, strike, time, ask * forward)
  if (!(bidVol > 0 && askVol > bidVol)) return 'outside'
  return { strike, k: log(strike / forward), bidVol, askVol, vol: 0.5 * (bidVol + askVol) }
}

/** A smile as a fit sees it: log strike, total variance of the middle, and what half the spread is in total variance. */
export type SmilePoints = {
  readonly time: number // years; 0 where points are of several expiries
  readonly k: Float64Array
  readonly w: Float64Array
  readonly error: Float64Array
}

/** @throws PricingInputError for fewer than `least` points, log strikes that fall, and variances or errors that are not above 0. */
export const requirePoints = ({ k, w, error }: SmilePoints, least: number): void => {
  if (k.length < least)
    throw new PricingInputError('points of an expiry', k.length, `at least ${least}`, 'leave the expiry out')
  for (const [index, strike] of k.entries()) {
    if (!(strike >= (k[index - 1] ?? -Infinity) && strike < Infinity))
      throw new PricingInputError('log strike', strike, 'finite and never falling', 'sort the quotes')
    for (const [field, value] of [
      ['total variance', w[index] ?? NaN],
      ['error', error[index] ?? NaN],
    ] as const)
      if (!(value > 0 && value < Infinity))
        throw new PricingInputError(field, value, 'finite and above 0', 'leave the quote out')
  }
}

/** Least half spread that a weight believes in, per √year: quotes within a tenth of a vol point count alike. */
const HALF_SPREAD_MIN = 1e-3

/** Points with error 2σT × half the spread in volatility: the spread in price over vega, so that weights are those of vega and spread. */
export const smilePoints = (quotes: readonly SmileQuote[], time: number): SmilePoints => ({
  time,
  k: Float64Array.from(quotes, ({ k }) => k),
  w: Float64Array.from(quotes, ({ vol }) => vol * vol * time),
  error: Float64Array.from(
    quotes,
    ({ vol, bidVol, askVol }) => 2 * vol * time * Math.max(HALF_SPREAD_MIN, 0.5 * (askVol - bidVol)),
  ),
})

/** Most quotes of an earlier expiry that a later one is held over, evenly between its ends. */
const FLOOR_QUOTES = 16

/** What earlier expiries ask of a later one: points that it should not fall under, and wings that are at least as steep. */
export type SmileFloor = { readonly points: SmilePoints; readonly put: number; readonly call: number }

/**
 * What is bid for in earlier expiries, as total variance: a later smile that falls under it admits calendar arbitrage. A wing is at least as
 * steep as the chord from the lowest quote to the outermost one, since smiles of this form are convex. Null without quotes.
 */
export const smileFloor = (
  earlier: readonly { readonly quotes: readonly SmileQuote[]; readonly time: number }[],
): SmileFloor | null => {
  const points = earlier.flatMap(({ quotes, time }) =>
    spread(quotes).map(({ k, bidVol, askVol }) => ({
      k,
      w: bidVol * bidVol * time,
      error: 2 * bidVol * time * Math.max(HALF_SPREAD_MIN, 0.5 * (askVol - bidVol)),
    })),
  )
  if (points.length === 0) return null
  const column = (name: 'k' | 'w' | 'error'): Float64Array => Float64Array.from(points, (point) => point[name])
  const chords = earlier.map(({ quotes, time }) => chordsOf(quotes, time))
  return {
    points: { time: 0, k: column('k'), w: column('w'), error: column('error') },
    put: chords.reduce((most, { put }) => Math.max(most, put), 0),
    call: chords.reduce((most, { call }) => Math.max(most, call), 0),
  }
}

/** Slopes of the chords of bids from the lowest middle to both ends; 0 where the lowest is an end. */
const chordsOf = (quotes: readonly SmileQuote[], time: number): { readonly put: number; readonly call: number } => {
  const lowest = quotes.reduce<SmileQuote | null>(
    (least, one) => (least === null || one.vol < least.vol ? one : least),
    null,
  )
  const slopeTo = (end: SmileQuote | undefined): number =>
    lowest === null || end === undefined || end.k === lowest.k
      ? 0
      : Math.max(0, (end.bidVol * end.bidVol - lowest.vol * lowest.vol) * time) / Math.abs(end.k - lowest.k)
  return { put: slopeTo(quotes[0]), call: slopeTo(quotes.at(-1)) }
}

const spread = (quotes: readonly SmileQuote[]): readonly SmileQuote[] => {
  const step = Math.max(1, (quotes.length - 1) / (FLOOR_QUOTES - 1))
  return quotes.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

/** How a smile meets its quotes. */
export type SmileError = {
  readonly insideShare: number // of quotes whose bid and ask volatility it lies between
  readonly rmsSpreads: number // distance from the middle over the spread
  readonly rmsVol: number // the same in volatility per √year
}

/** How far volatilities of a model lie from quotes; all NaN without quotes. */
export const smileError = (quotes: readonly SmileQuote[], volAt: (k: number) => number): SmileError => {
  let [inside, spreads, vols] = [0, 0, 0]
  for (const { k, bidVol, askVol, vol } of quotes) {
    const model = volAt(k)
    const distance = model - vol
    if (model >= bidVol && model <= askVol) inside += 1
    spreads += (distance / (askVol - bidVol)) * (distance / (askVol - bidVol))
    vols += distance * distance
  }
  const n = quotes.length
  return { insideShare: inside / n, rmsSpreads: Math.sqrt(spreads / n), rmsVol: Math.sqrt(vols / n) }
}
