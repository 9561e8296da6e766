import type { Bar } from './bar-checks.ts'
import { openColumns } from './columns.ts'

/** Bars of one series in order of time, one array a column. Prices in quote currency, as doubles. */
export interface Bars {
  /** Length of a bar [ms]; bars may be missing. */
  readonly barMs: number
  /** Opening of each bar [ms UTC]. */
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

/** Bars that grow at the end. */
export interface BarsInMaking {
  readonly add: (bar: Bar) => void
  readonly done: (barMs: number) => Bars
}

/** Starts with no bar. */
export const openBars = (): BarsInMaking => {
  const columns = openColumns(6)
  return {
    add: ({ time, open, high, low, close, volume }) => columns.add([time, open, high, low, close, volume]),
    done: (barMs) => ({
      barMs,
      time: columns.column(0),
      open: columns.column(1),
      high: columns.column(2),
      low: columns.column(3),
      close: columns.column(4),
      volume: columns.column(5),
    }),
  }
}
