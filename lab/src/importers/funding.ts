import { openColumns } from './columns.ts'
import { openCsv } from './csv.ts'
import { numberField, seriesField, timeField } from './fields.ts'
import { requireSound } from './flaws.ts'
import type { Manifest } from './manifest.ts'
import { scanRows } from './rows.ts'
import { pickSeries, type SeriesFile } from './series.ts'

/** Funding of one contract in order of time: when it was paid [ms UTC], and the rate [fraction for one interval]. */
export interface Funding {
  readonly timeMs: Float64Array
  readonly rate: Float64Array
}

/**
 * Funding of the contracts of a file: `symbol,ts_ms,rate`, or `venue,coin,ts_ms,funding_rate`. The rate is as the venue publishes it,
 * for one interval; the interval is the distance of two times.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a rate that is no number, a time in another unit, unsorted or
 * repeated times; a symbol that is missing, or several series and none named
 */
export const readFunding = async (path: string): Promise<SeriesFile<Funding>> => {
  const pick = pickSeries(undefined, () => openColumns(2))
  const manifest = await scanFunding(path, (series, timeMs, rate) => pick.of(series)?.add([timeMs, rate]))
  requireSound(path, manifest)
  const of = (symbol: string | null): Funding => {
    const columns = pick.only(path, manifest, symbol ?? undefined)
    return { timeMs: columns.column(0), rate: columns.column(1) }
  }
  return { manifest, of }
}

interface FundingRow {
  readonly series: string
  readonly timeMs: number
  readonly rate: number
}

/** Walks through funding rates in the order of the file. Each goes to `onRate` with its series. */
export const scanFunding = async (
  path: string,
  onRate: (series: string, timeMs: number, rate: number) => void = () => {},
): Promise<Manifest> => {
  const table = await openCsv(path)
  const series = seriesField(table)
  const time = timeField(table, 'ts_ms', 'ms')
  const rateName = table.columns.includes('rate') ? 'rate' : 'funding_rate'
  const rate = numberField(table, rateName, 'any')
  return scanRows<FundingRow>(
    table,
    {
      format: 'funding',
      rhythm: 'series',
      columns: [...series.columns, 'ts_ms', rateName],
      units: ['rate: fraction for one interval, 0.0001 = 1 bp; longs pay shorts when it is above 0'],
      limits: [
        'venues pay every 1, 4 or 8 hours: use the distance of times before rates are compared',
        'the premium inside an interval is not seen',
      ],
      read: (batch, index) => ({
        series: series.at(batch, index),
        timeMs: time.at(batch, index),
        rate: rate.at(batch, index),
      }),
      moment: (row) => row,
    },
    (row) => onRate(row.series, row.timeMs, row.rate),
  )
}
