import type { WireError } from '@ebbline/wire'
import { brokenRule, watchOutliers, type Bar, type OutlierWatch } from './bar-checks.ts'
import { openBars, type Bars, type BarsInMaking } from './bars.ts'
import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { numberField, refusedAt, textField, timeField } from './fields.ts'
import { openFlaws, requireSound, type FlawBook, type FlawChoice } from './flaws.ts'
import { manifestOf, type Imported, type Manifest } from './manifest.ts'
import { refusal } from './refusal.ts'
import { openTimeline } from './timeline.ts'

export type { Bars } from './bars.ts'

/** Which series of a file with several is wanted, and what to do about flaws; `refuse` when not said. */
export interface CandleOptions {
  /** A symbol, or `venue:symbol` where several venues have it. */
  readonly symbol?: string
  readonly flaws?: FlawChoice
}

/**
 * Bars of one series: `ts_ms,open,high,low,close,volume[,trades]`, with `exchange,symbol` or `venue,coin` before it where a file
 * holds several, and `ts_s` for bars of seconds. Mark candles are the same with volume 0. `barMs` is the most frequent step.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a number that is none, a price that is not above 0, a negative
 * volume, low > high, open or close outside them, a time in another unit; unsorted or repeated times and prices ten times off
 * both neighbours, unless `flaws` is `report`; a symbol that is missing, or several series and none named
 */
export const readCandles = async (path: string, options: CandleOptions = {}): Promise<Imported<Bars>> => {
  const kept = new Map<string, BarsInMaking>()
  const wanted = options.symbol
  const manifest = await scanCandles(path, (series, bar) => {
    if (wanted !== undefined && series !== wanted && !series.endsWith(`:${wanted}`)) return
    const bars = kept.get(series) ?? openBars()
    kept.set(series, bars)
    bars.add(bar)
  })
  requireSound(path, manifest, options.flaws)
  const [bars, ...others] = kept.values()
  if (bars === undefined || others.length > 0) throw notOne(path, manifest, wanted, kept.size)
  return { data: bars.done(manifest.stepMs ?? 0), manifest }
}

const notOne = (path: string, { series }: Manifest, wanted: string | undefined, found: number): WireError =>
  refusal(path, {
    field: 'symbol',
    value: wanted ?? 'not named',
    allowed: `one of ${series.map((one) => one.name).join(', ') || 'none: the file holds one series without a name'}`,
    remedy: found > 1 ? 'name one of them, with its venue where several have it' : 'name one that the file holds',
  })

/** Walks through the bars of a file in its order, checks each, and gives the manifest. Each bar goes to `onBar` with its series. */
export const scanCandles = async (
  path: string,
  onBar: (series: string, bar: Bar) => void = () => {},
): Promise<Manifest> => {
  const table = await openCsv(path)
  const read = barReader(table)
  const flaws = openFlaws()
  const timeline = openTimeline('grid', flaws)
  const outliers = new Map<string, OutlierWatch>()
  for await (const batch of table.batches)
    for (let index = 0; index < batch.count; index += 1) {
      const series = read.series(batch, index)
      const bar = read.bar(batch, index)
      const row = batch.firstRow + index
      if (timeline.take(series, bar.time, row)) outlierWatch(outliers, series, flaws).take(bar, row)
      onBar(series, bar)
    }
  for (const watch of outliers.values()) watch.end()
  const { columns, file } = table
  const unread = columns.filter((name) => !read.columns.includes(name))
  const origin = { file, format: read.format, columns, unread, units: read.units, limits: LIMITS, seal: table.seal() }
  return manifestOf(origin, { ...timeline.cover(), flaws: flaws.flaws() })
}

const outlierWatch = (watches: Map<string, OutlierWatch>, series: string, flaws: FlawBook): OutlierWatch => {
  const known = watches.get(series)
  if (known !== undefined) return known
  const fresh = watchOutliers(flaws)
  watches.set(series, fresh)
  return fresh
}

interface BarReader {
  readonly format: 'candles' | 'bars'
  readonly columns: readonly string[]
  readonly units: readonly string[]
  readonly series: (batch: CsvBatch, index: number) => string
  readonly bar: (batch: CsvBatch, index: number) => Bar
}

/** Pairs of columns that name a series. */
const SERIES_COLUMNS = [
  ['exchange', 'symbol'],
  ['venue', 'coin'],
] as const

const barReader = (table: CsvTable): BarReader => {
  const named = SERIES_COLUMNS.find(([, symbol]) => table.columns.includes(symbol))
  const [venue, symbol] = named?.map((name) => textField(table, name)) ?? []
  const inSeconds = table.columns.includes('ts_s') && !table.columns.includes('ts_ms')
  const timeName = inSeconds ? 'ts_s' : 'ts_ms'
  const time = timeField(table, timeName, inSeconds ? 's' : 'ms')
  const [open, high, low, close] = PRICES.map((name) => numberField(table, name, 'positive'))
  const sizes = ['volume', ...['buy_volume', 'trades'].filter((name) => table.columns.includes(name))]
  const [volume, ...checked] = sizes.map((name) => numberField(table, name, 'not-negative'))
  const at = (field: typeof time | undefined, batch: CsvBatch, index: number): number => field?.at(batch, index) ?? 0
  return {
    format: named === undefined ? 'candles' : 'bars',
    columns: [...(named ?? []), timeName, ...PRICES, ...sizes],
    units: UNITS,
    series: (batch, index) =>
      venue === undefined || symbol === undefined ? '' : `${venue.at(batch, index)}:${symbol.at(batch, index)}`,
    bar: (batch, index) => {
      const bar: Bar = {
        time: time.at(batch, index) * (inSeconds ? 1000 : 1),
        open: at(open, batch, index),
        high: at(high, batch, index),
        low: at(low, batch, index),
        close: at(close, batch, index),
        volume: at(volume, batch, index),
      }
      for (const field of checked) field.at(batch, index)
      const broken = brokenRule(bar)
      if (broken !== null) throw refusedAt(table, batch, index, broken, rangeRule(bar))
      return bar
    },
  }
}

const PRICES = ['open', 'high', 'low', 'close'] as const

const rangeRule = ({ low, high }: Bar): { readonly allowed: string; readonly remedy: string } => ({
  allowed: `low ≤ open, close ≤ high (low ${low}, high ${high})`,
  remedy: 'mend the row, or fetch the file again; the columns may be in another order',
})

const UNITS: readonly string[] = [
  'time: opening of the bar, UTC',
  'open, high, low, close: quote currency for one unit of base',
  'volume, buy_volume: base asset on spot and linear contracts, contracts on coin-margined ones; 0 throughout for mark candles',
]

const LIMITS: readonly string[] = [
  'the order of high and low inside a bar is not known: run both orders',
  'bars without a trade are absent: a gap is a quiet market or a hole in the recording',
  'the price is that of one venue: last trades are no mark price, and spot is no perpetual',
  'no depth, no spread, and the liquidations of that day are already inside',
]
