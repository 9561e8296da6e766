import { ABOVE_ZERO, isObject, jsonNumber, jsonRefusal, type JsonObject, type JsonPlace } from './json-fields.ts'
import { TIME_MS_MAX, TIME_MS_MIN, unitRemedy } from './fields.ts'
import { openFlaws, requireSound, type FlawBook, type FlawChoice } from './flaws.ts'
import { manifestOf, type Imported, type Manifest } from './manifest.ts'
import { readWholeJson } from './whole-json.ts'

/** One level of a book: price in quote currency, size in base asset or contracts. */
export interface BookLevel {
  readonly price: number
  readonly size: number
}

/** A book at one moment, best levels first. */
export interface BookSnapshot {
  readonly symbol: string | null
  /** ms UTC; null where the venue did not tell. */
  readonly timeMs: number | null
  readonly bids: readonly BookLevel[]
  readonly asks: readonly BookLevel[]
}

/**
 * A book as ccxt's `fetchOrderBook` gives it: a JSON object with `bids` and `asks`, lists of `[price, size]`, best first, and
 * perhaps `symbol` and `timestamp`.
 *
 * @throws WireError for a document that is none or larger than 32 MiB, a price or size that is not above 0, a time in another
 * unit; levels out of order and bids at or above the ask, unless `flaws` is `report`
 */
export const readCcxtBook = async (path: string, flaws: FlawChoice = 'refuse'): Promise<Imported<BookSnapshot>> => {
  const read = await readBook(path)
  requireSound(path, read.manifest, flaws)
  return read
}

/** The manifest of such a book. Its rows are levels, numbered from 1, bids before asks. */
export const scanCcxtBook = async (path: string): Promise<Manifest> => (await readBook(path)).manifest

const readBook = async (path: string): Promise<Imported<BookSnapshot>> => {
  const { value, file, seal } = await readWholeJson(path)
  const place = { path }
  if (!isObject(value)) throw jsonRefusal(place, 'document', value, 'an object with bids and asks')
  const flaws = openFlaws()
  const bids = sideOf(place, value, 'bids', 1)
  const asks = sideOf(place, value, 'asks', 1 + bids.length)
  if (bids.length + asks.length === 0)
    throw jsonRefusal(place, 'bids', [], 'at least one level', 'fetch the book again')
  noteDisorder(bids, asks, flaws)
  const timeMs = timeOf(place, value['timestamp'])
  const symbol = typeof value['symbol'] === 'string' ? value['symbol'] : null
  const columns = Object.keys(value)
  const unread = columns.filter((name) => !READ.includes(name))
  const origin = { file, format: 'ccxt-book', columns, unread, units: UNITS, limits: LIMITS, seal }
  const found = { rows: bids.length + asks.length, firstMs: timeMs, lastMs: timeMs, stepMs: null, gaps: null }
  return { data: { symbol, timeMs, bids, asks }, manifest: manifestOf(origin, { ...found, flaws: flaws.flaws() }) }
}

const READ: readonly string[] = ['bids', 'asks', 'timestamp', 'symbol']

const sideOf = (place: JsonPlace, book: JsonObject, side: 'bids' | 'asks', firstRow: number): readonly BookLevel[] => {
  const levels = book[side]
  if (!Array.isArray(levels)) throw jsonRefusal(place, side, levels, 'a list of [price, size]')
  return levels.map((level: unknown, index) => {
    const at = { ...place, row: firstRow + index }
    // Some venues add a third number, such as the count of orders.
    if (!Array.isArray(level) || level.length < 2) throw jsonRefusal(at, side, level, '[price, size]')
    return {
      price: jsonNumber(at, `${side} price`, level[0], ABOVE_ZERO),
      size: jsonNumber(at, `${side} size`, level[1], ABOVE_ZERO),
    }
  })
}

const timeOf = (place: JsonPlace, value: unknown): number | null => {
  if (value === undefined || value === null) return null
  const time = jsonNumber(place, 'timestamp', value)
  if (time < TIME_MS_MIN || time >= TIME_MS_MAX || !Number.isInteger(time))
    throw jsonRefusal(place, 'timestamp', value, 'milliseconds since 1970 between 2009 and 2100', unitRemedy(time))
  return time
}

const noteDisorder = (bids: readonly BookLevel[], asks: readonly BookLevel[], flaws: FlawBook): void => {
  for (const [levels, sign, firstRow] of [
    [bids, -1, 1],
    [asks, 1, 1 + bids.length],
  ] as const)
    for (const [index, { price }] of levels.entries()) {
      const before = levels[index - 1]?.price
      if (before !== undefined && (price - before) * sign <= 0)
        flaws.note('not-monotone', firstRow + index, `price ${price} behind ${before}`)
    }
  const [bid, ask] = [bids[0]?.price, asks[0]?.price]
  if (bid !== undefined && ask !== undefined && bid >= ask) flaws.note('crossed-book', 1, `bid ${bid} at ask ${ask}`)
}

const UNITS: readonly string[] = ['price: quote currency; size: base asset, contracts on some derivative venues']

const LIMITS: readonly string[] = [
  'one moment: how the book refills is not seen',
  'levels beyond the limit of the request are not known',
]
