import type { WireError } from '@ebbline/wire'
import { brokenRule, watchOutliers, type Bar } from './bar-checks.ts'
import { TIME_MS_MAX, TIME_MS_MIN, unitRemedy } from './fields.ts'
import { openFlaws } from './flaws.ts'
import { manifestOf, type Manifest } from './manifest.ts'
import { refusal } from './refusal.ts'
import { openTimeline } from './timeline.ts'
import { readWholeJson, type JsonDocument } from './whole-json.ts'

/** Fields of one candle of ccxt's `fetchOHLCV`, in its order. */
const FIELDS = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const

/**
 * Candles as ccxt's `fetchOHLCV` gives them: a JSON list of `[ms, open, high, low, close, volume]`. Row numbers count from 1.
 *
 * @throws WireError as `readCandles` does, and for a document that is no such list or larger than 32 MiB
 */
export const scanCcxtCandles = async (
  path: string,
  onBar: (series: string, bar: Bar) => void = () => {},
): Promise<Manifest> => {
  const document = await readWholeJson(path)
  const flaws = openFlaws()
  const timeline = openTimeline('grid', flaws)
  const outliers = watchOutliers(flaws)
  const candles = candlesOf(document)
  for (const [index, candle] of candles.entries()) {
    const row = index + 1
    const bar = barOf(path, row, candle)
    if (timeline.take('', bar.time, row)) outliers.take(bar, row)
    onBar('', bar)
  }
  outliers.end()
  const { file, seal } = document
  const origin = { file, format: 'ccxt-ohlcv', columns: FIELDS, unread: [], units: UNITS, limits: LIMITS, seal }
  return manifestOf(origin, { ...timeline.cover(), rows: candles.length, flaws: flaws.flaws() })
}

const candlesOf = ({ path, value }: JsonDocument): readonly unknown[] => {
  if (Array.isArray(value) && value.length > 0) return value
  throw refusal(path, {
    value: Array.isArray(value) ? 'an empty list' : `a ${typeof value}`,
    allowed: 'a list of [ms, open, high, low, close, volume]',
    remedy: 'write what fetchOHLCV returned with JSON.stringify',
  })
}

const barOf = (path: string, row: number, candle: unknown): Bar => {
  if (!Array.isArray(candle) || candle.length !== FIELDS.length)
    throw refusedField(path, row, 'candle', candle, `${FIELDS.length} numbers: ${FIELDS.join(', ')}`, MEND)
  const numbers: readonly unknown[] = candle
  const [time = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = numbers.map((value, index) => {
    const name = FIELDS[index] ?? ''
    const { least, allowed } = name === 'timestamp' ? TIME : name === 'volume' ? SIZE : PRICE
    if (typeof value !== 'number' || !(value >= least && value < Infinity))
      throw refusedField(path, row, name, value, allowed, name === 'timestamp' ? unitRemedy(Number(value)) : MEND)
    return value
  })
  if (time >= TIME_MS_MAX || !Number.isInteger(time))
    throw refusedField(path, row, 'timestamp', time, TIME.allowed, unitRemedy(time))
  const bar: Bar = { time, open, high, low, close, volume }
  const broken = brokenRule(bar)
  if (broken !== null) throw refusedField(path, row, broken.field, bar[broken.field], broken.allowed, broken.remedy)
  return bar
}

const MEND = 'mend the row, or fetch the candles again'
const TIME = { least: TIME_MS_MIN, allowed: 'whole milliseconds since 1970 between 2009 and 2100' }
const PRICE = { least: Number.MIN_VALUE, allowed: 'a finite number above 0' }
const SIZE = { least: 0, allowed: 'a finite number of at least 0' }

const refusedField = (
  path: string,
  row: number,
  field: string,
  value: unknown,
  allowed: string,
  remedy: string,
): WireError => refusal(path, { row, field, value: JSON.stringify(value) ?? 'nothing', allowed, remedy })

const UNITS: readonly string[] = [
  'timestamp: opening of the bar, ms UTC',
  'open, high, low, close: quote currency; volume: base asset, contracts on some derivative venues',
]

const LIMITS: readonly string[] = [
  'the order of high and low inside a bar is not known: run both orders',
  'the last candle may not have been over when it was fetched',
  'prices of one venue: last trades are no mark price, and spot is no perpetual',
]
