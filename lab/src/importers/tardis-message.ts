import { ABOVE_ZERO, isObject, jsonMoment, jsonNumber, jsonNumberOrNull, jsonRefusal, jsonText } from './json-fields.ts'
import type { JsonObject, JsonPlace } from './json-fields.ts'

/** What every message of Tardis' normalised form tells. */
interface Heard {
  /** Line in the file, from 1. */
  readonly row: number
  readonly exchange: string
  readonly symbol: string
  /** Time of the exchange, microseconds UTC. */
  readonly timeUs: number
  /** Receipt by the recorder, microseconds UTC. */
  readonly receivedUs: number
}

/** One price level: what stands there afterwards; 0 removes it. Prices in quote currency, sizes as the exchange states them. */
export interface TardisLevel {
  readonly price: number
  readonly size: number
}

/** A message of Tardis' normalised form, in our words. Null stands for what the exchange did not tell. */
export type TardisMessage =
  | (Heard & {
      readonly kind: 'trade' | 'liquidation'
      readonly id: string | null
      readonly price: number
      readonly size: number
      /** Of the taker; for a liquidation the side of its order. */
      readonly side: 'buy' | 'sell' | 'unknown'
    })
  | (Heard & {
      readonly kind: 'book-change'
      readonly isSnapshot: boolean
      readonly bids: readonly TardisLevel[]
      readonly asks: readonly TardisLevel[]
    })
  | (Heard & {
      readonly kind: 'derivative-ticker'
      readonly lastPrice: number | null
      readonly openInterest: number | null
      /** Fraction for one interval. */
      readonly fundingRate: number | null
      readonly predictedFundingRate: number | null
      readonly fundingTimeUs: number | null
      readonly indexPrice: number | null
      readonly markPrice: number | null
    })
  | { readonly kind: 'disconnect'; readonly row: number; readonly exchange: string; readonly receivedUs: number }
  /** A type that is not read: option summaries, bars, sampled books. */
  | { readonly kind: 'unread'; readonly row: number; readonly type: string }

/** Types that a line may name beside those that are read. */
const UNREAD = /^(book_ticker|option_summary|book_snapshot.*|trade_bar.*|quote.*|error)$/

/** The message of one line. @throws WireError for a line that is no message */
export const tardisMessage = (path: string, row: number, line: string): TardisMessage => {
  const place = { path, row }
  const value = parsed(place, line)
  if (!isObject(value)) throw jsonRefusal(place, 'line', value, 'an object with a type')
  const type = value['type']
  switch (type) {
    case 'trade':
    case 'liquidation':
      return tradeOf(place, row, value, type)
    case 'book_change':
      return bookChangeOf(place, row, value)
    case 'derivative_ticker':
      return tickerOf(place, row, value)
    case 'disconnect':
      return { kind: 'disconnect', row, exchange: exchangeOf(place, value), receivedUs: receivedOf(place, value) }
    default:
      if (typeof type === 'string' && UNREAD.test(type)) return { kind: 'unread', row, type }
      throw jsonRefusal(place, 'type', type, 'trade, book_change, derivative_ticker, liquidation or disconnect')
  }
}

const parsed = (place: JsonPlace, line: string): unknown => {
  try {
    return JSON.parse(line) as unknown
  } catch {
    throw jsonRefusal(place, 'line', line.slice(0, 60), 'one JSON object a line', 'fetch the file again')
  }
}

const exchangeOf = (place: JsonPlace, value: JsonObject): string => jsonText(place, 'exchange', value['exchange'])

const receivedOf = (place: JsonPlace, value: JsonObject): number =>
  jsonMoment(place, 'localTimestamp', value['localTimestamp'])

const heardOf = (place: JsonPlace, row: number, value: JsonObject): Heard => ({
  row,
  exchange: exchangeOf(place, value),
  symbol: jsonText(place, 'symbol', value['symbol']),
  timeUs: jsonMoment(place, 'timestamp', value['timestamp']),
  receivedUs: receivedOf(place, value),
})

const tradeOf = (place: JsonPlace, row: number, value: JsonObject, kind: 'trade' | 'liquidation'): TardisMessage => {
  const { id, side } = value
  if (side !== 'buy' && side !== 'sell' && side !== 'unknown')
    throw jsonRefusal(place, 'side', side, 'buy, sell or unknown')
  return {
    kind,
    ...heardOf(place, row, value),
    id: id === undefined || id === null ? null : jsonText(place, 'id', id),
    price: jsonNumber(place, 'price', value['price'], ABOVE_ZERO),
    size: jsonNumber(place, 'amount', value['amount'], 0),
    side,
  }
}

const bookChangeOf = (place: JsonPlace, row: number, value: JsonObject): TardisMessage => {
  const { isSnapshot } = value
  if (typeof isSnapshot !== 'boolean') throw jsonRefusal(place, 'isSnapshot', isSnapshot, 'true or false')
  return {
    kind: 'book-change',
    ...heardOf(place, row, value),
    isSnapshot,
    bids: levelsOf(place, value, 'bids'),
    asks: levelsOf(place, value, 'asks'),
  }
}

const levelsOf = (place: JsonPlace, value: JsonObject, side: 'bids' | 'asks'): readonly TardisLevel[] => {
  const levels = value[side]
  if (!Array.isArray(levels)) throw jsonRefusal(place, side, levels, 'a list of {price, amount}')
  return levels.map((level: unknown) => {
    if (!isObject(level)) throw jsonRefusal(place, side, level, 'a level {price, amount}')
    return {
      price: jsonNumber(place, `${side} price`, level['price'], ABOVE_ZERO),
      size: jsonNumber(place, `${side} amount`, level['amount'], 0),
    }
  })
}

const tickerOf = (place: JsonPlace, row: number, value: JsonObject): TardisMessage => {
  const number = (field: string, least?: number): number | null => jsonNumberOrNull(place, field, value[field], least)
  const paid = value['fundingTimestamp']
  return {
    kind: 'derivative-ticker',
    ...heardOf(place, row, value),
    lastPrice: number('lastPrice', ABOVE_ZERO),
    openInterest: number('openInterest', 0),
    fundingRate: number('fundingRate'),
    predictedFundingRate: number('predictedFundingRate'),
    fundingTimeUs: paid === undefined || paid === null ? null : jsonMoment(place, 'fundingTimestamp', paid),
    indexPrice: number('indexPrice', ABOVE_ZERO),
    markPrice: number('markPrice', ABOVE_ZERO),
  }
}
