import type { Bar } from './bar-checks.ts'

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

const FIELDS = 6

/** Starts with no bar; 48 bytes a bar, doubled when full. */
export const openBars = (): BarsInMaking => {
  let values = new Float64Array(FIELDS * 1024)
  let used = 0
  return {
    add: ({ time, open, high, low, close, volume }) => {
      if (used === values.length) {
        const longer = new Float64Array(values.length * 2)
        longer.set(values)
        values = longer
      }
      values.set([time, open, high, low, close, volume], used)
      used += FIELDS
    },
    done: (barMs) => {
      const column = (field: number): Float64Array =>
        Float64Array.from({ length: used / FIELDS }, (_, index) => values[index * FIELDS + field] ?? 0)
      return {
        barMs,
        time: column(0),
        open: column(1),
        high: column(2),
        low: column(3),
        close: column(4),
        volume: column(5),
      }
    },
  }
}
