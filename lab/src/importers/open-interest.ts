import { openColumns, type ColumnsInMaking } from './columns.ts'
import { openCsv, type CsvTable } from './csv.ts'
import { numberField, orNothing, seriesField, textField, timeField, dayField } from './fields.ts'
import { requireSound } from './flaws.ts'
import type { Manifest } from './manifest.ts'
import { scanRows, type RowFormat } from './rows.ts'
import { pickSeries, type SeriesFile } from './series.ts'

/** Open interest of one contract in order of time. */
export interface OpenInterest {
  /** ms UTC; the beginning of the day in daily files. */
  readonly timeMs: Float64Array
  /** Quote currency; NaN where the row has none. */
  readonly notional: Float64Array
  /** Base asset; NaN where the file states notional alone. */
  readonly size: Float64Array
  /** Liquidated longs and shorts of the day, base asset; NaN where the file has none. */
  readonly liquidatedLongs: Float64Array
  readonly liquidatedShorts: Float64Array
}

/**
 * Open interest of the contracts of a file: `venue,coin,ts_ms,oi_usd`, or Binance's days
 * `date,symbol,long_liq_base,short_liq_base,open_interest_base,funding_rate_pct,close,volume,ratio`, where any number may be
 * missing; there the notional is size × close.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a negative size, a time in another unit or a day that is none,
 * unsorted or repeated times; a symbol that is missing, or several series and none named
 */
export const readOpenInterest = async (path: string): Promise<SeriesFile<OpenInterest>> => {
  const pick = pickSeries(undefined, () => openColumns(5))
  const manifest = await scanOpenInterest(path, (row) =>
    pick.of(row.series)?.add([row.timeMs, row.notional, row.size, row.liquidatedLongs, row.liquidatedShorts]),
  )
  requireSound(path, manifest)
  return { manifest, of: (symbol) => openInterestOf(pick.only(path, manifest, symbol ?? undefined)) }
}

const openInterestOf = (columns: ColumnsInMaking): OpenInterest => ({
  timeMs: columns.column(0),
  notional: columns.column(1),
  size: columns.column(2),
  liquidatedLongs: columns.column(3),
  liquidatedShorts: columns.column(4),
})

/** One row of a file of open interest; NaN for what it does not state. */
export interface OpenInterestRow {
  readonly series: string
  readonly timeMs: number
  readonly notional: number
  readonly size: number
  readonly liquidatedLongs: number
  readonly liquidatedShorts: number
}

/** Walks through open interest in the order of the file. Each row goes to `onRow`. */
export const scanOpenInterest = async (
  path: string,
  onRow: (row: OpenInterestRow) => void = () => {},
): Promise<Manifest> => {
  const table = await openCsv(path)
  return scanRows<OpenInterestRow>(
    table,
    {
      rhythm: 'series',
      limits: LIMITS,
      moment: (row) => row,
      ...(table.columns.includes('oi_usd') ? samples(table) : days(table)),
    },
    onRow,
  )
}

type Layout = Pick<RowFormat<OpenInterestRow>, 'format' | 'columns' | 'units' | 'read'>

const samples = (table: CsvTable): Layout => {
  const series = seriesField(table)
  const time = timeField(table, 'ts_ms', 'ms')
  const notional = numberField(table, 'oi_usd', 'not-negative')
  return {
    format: 'open-interest',
    columns: [...series.columns, 'ts_ms', 'oi_usd'],
    units: ['oi_usd: one side of the open contracts, USD'],
    read: (batch, index) => ({
      series: series.at(batch, index),
      timeMs: time.at(batch, index),
      notional: notional.at(batch, index),
      size: Number.NaN,
      liquidatedLongs: Number.NaN,
      liquidatedShorts: Number.NaN,
    }),
  }
}

const days = (table: CsvTable): Layout => {
  const symbol = textField(table, 'symbol')
  const day = dayField(table, 'date')
  const sizes = ['open_interest_base', 'close', 'long_liq_base', 'short_liq_base', 'volume', 'ratio'] as const
  const [size, close, longs, shorts, ...checked] = sizes.map((name) =>
    orNothing(table, name, numberField(table, name, 'not-negative')),
  )
  const funding = orNothing(table, 'funding_rate_pct', numberField(table, 'funding_rate_pct', 'any'))
  return {
    format: 'daily-liquidations',
    columns: ['date', 'symbol', 'funding_rate_pct', ...sizes],
    units: [
      'sizes: base asset; funding_rate_pct: percent; ratio: long accounts for one short; an empty field is not known',
    ],
    read: (batch, index) => {
      for (const field of [...checked, funding]) field.at(batch, index)
      const open = size?.at(batch, index) ?? Number.NaN
      return {
        series: symbol.at(batch, index),
        timeMs: day.at(batch, index),
        notional: open * (close?.at(batch, index) ?? Number.NaN),
        size: open,
        liquidatedLongs: longs?.at(batch, index) ?? Number.NaN,
        liquidatedShorts: shorts?.at(batch, index) ?? Number.NaN,
      }
    },
  }
}

const LIMITS: readonly string[] = [
  'who holds the contracts, at which leverage and with which collateral is not known',
  'liquidations of a day come from a feed that shows at most one a second and symbol: the true sum is higher',
]
