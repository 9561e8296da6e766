import { brokenRule, watchOutliers, type Bar, type OutlierWatch } from './bar-checks.ts'
import { openBars, type Bars } from './bars.ts'
import { scanCcxtCandles } from './ccxt-candles.ts'
import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { numberField, refusedAt, seriesField, timeField } from './fields.ts'
import { requireSound, type FlawBook } from './flaws.ts'
import type { Imported, Manifest } from './manifest.ts'
import { beginsJson } from './peek.ts'
import { scanRows, type RowFormat } from './rows.ts'
import { pickSeries, type SeriesFile, type SeriesOptions } from './series.ts'

/**
 * Bars of one series: `ts_ms,open,high,low,close,volume[,trades]`, with `exchange,symbol` or `venue,coin` before it where a file
 * holds several, and `ts_s` for bars of seconds. Mark candles are the same with volume 0. A JSON file holds candles as ccxt gives
 * them. `barMs` is the most frequent step.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a number that is none, a price that is not above 0, a negative
 * volume, low > high, open or close outside them, a time in another unit; unsorted or repeated times and prices ten times off
 * both neighbours, unless `flaws` is `report`; a symbol that is missing, or several series and none named
 */
export const readCandles = async (path: string, options: SeriesOptions = {}): Promise<Imported<Bars>> => {
  const { manifest, of } = await pickedCandles(path, options)
  return { data: of(options.symbol ?? null), manifest }
}

/** All series of bars of a file, read once. @throws WireError as `readCandles` does for flaws */
export const readCandleFile = (path: string): Promise<SeriesFile<Bars>> => pickedCandles(path, {})

const pickedCandles = async (path: string, { symbol, flaws }: SeriesOptions): Promise<SeriesFile<Bars>> => {
  const pick = pickSeries(symbol, openBars)
  const scan = (await beginsJson(path)) ? scanCcxtCandles : scanCandles
  const manifest = await scan(path, (series, bar) => pick.of(series)?.add(bar))
  requireSound(path, manifest, flaws)
  return { manifest, of: (name) => pick.only(path, manifest, name ?? undefined).done(manifest.stepMs ?? 0) }
}

/** Walks through the bars of a table in its order, checks each, and gives the manifest. Each bar goes to `onBar` with its series. */
export const scanCandles = async (
  path: string,
  onBar: (series: string, bar: Bar) => void = () => {},
): Promise<Manifest> => {
  const table = await openCsv(path)
  return scanRows(table, barFormat(table), ({ series, bar }) => onBar(series, bar))
}

interface NamedBar {
  readonly series: string
  readonly bar: Bar
}

const barFormat = (table: CsvTable): RowFormat<NamedBar> => {
  const series = seriesField(table)
  const inSeconds = table.columns.includes('ts_s') && !table.columns.includes('ts_ms')
  const sizes = ['volume', ...['buy_volume', 'trades'].filter((name) => table.columns.includes(name))]
  const timeName = inSeconds ? 'ts_s' : 'ts_ms'
  const readBar = barReader(table, timeName, sizes)
  const outliers = openOutliers()
  let traded = false
  return {
    format: series.columns.length === 0 ? 'candles' : 'bars',
    rhythm: 'grid',
    columns: [...series.columns, timeName, ...PRICES, ...sizes],
    units: BAR_UNITS,
    limits: BAR_LIMITS,
    read: (batch, index) => ({ series: series.at(batch, index), bar: readBar(batch, index) }),
    moment: (row) => ({ series: row.series, timeMs: row.bar.time }),
    judge: (row, at, flaws, inOrder) => {
      if (inOrder) outliers.take(row.series, row.bar, at, flaws)
      traded ||= row.bar.volume > 0
      return true
    },
    end: outliers.end,
    limitsAtEnd: () => (traded ? [] : [MARK_LIMIT]),
  }
}

/** Watches each series for bars that do not belong. */
const openOutliers = (): {
  readonly take: (series: string, bar: Bar, row: number, flaws: FlawBook) => void
  readonly end: () => void
} => {
  const watches = new Map<string, OutlierWatch>()
  return {
    take: (series, bar, row, flaws) => {
      const watch = watches.get(series) ?? watchOutliers(flaws)
      watches.set(series, watch)
      watch.take(bar, row)
    },
    end: () => {
      for (const watch of watches.values()) watch.end()
    },
  }
}

const PRICES = ['open', 'high', 'low', 'close'] as const

const barReader = (
  table: CsvTable,
  timeName: 'ts_s' | 'ts_ms',
  sizes: readonly string[],
): ((batch: CsvBatch, index: number) => Bar) => {
  const inSeconds = timeName === 'ts_s'
  const time = timeField(table, timeName, inSeconds ? 's' : 'ms')
  const [open, high, low, close] = PRICES.map((name) => numberField(table, name, 'positive'))
  const [volume, ...checked] = sizes.map((name) => numberField(table, name, 'not-negative'))
  return (batch, index) => {
    const bar: Bar = {
      time: time.at(batch, index) * (inSeconds ? 1000 : 1),
      open: open?.at(batch, index) ?? 0,
      high: high?.at(batch, index) ?? 0,
      low: low?.at(batch, index) ?? 0,
      close: close?.at(batch, index) ?? 0,
      volume: volume?.at(batch, index) ?? 0,
    }
    for (const field of checked) field.at(batch, index)
    const broken = brokenRule(bar)
    if (broken !== null) throw refusedAt(table, batch, index, broken.field, broken)
    return bar
  }
}

/** Units of bars. */
export const BAR_UNITS: readonly string[] = [
  'time: opening of the bar, UTC',
  'open, high, low, close: quote currency for one unit of base',
  'volume, buy_volume: base asset on spot and linear contracts, contracts on coin-margined ones, 0 for mark candles',
]

/** What bars cannot show. */
export const BAR_LIMITS: readonly string[] = [
  'the order of high and low inside a bar is not known: run both orders',
  'bars without a trade are absent: a gap is a quiet market or a hole in the recording',
  'prices of one venue: last trades are no mark price, and spot is no perpetual',
  'no depth and no spread, and the liquidations of that time are already inside',
]

const MARK_LIMIT = 'volume is 0 throughout: these are mark or index prices, which say nothing of trades or depth'
