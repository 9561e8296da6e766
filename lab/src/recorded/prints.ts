import type { PrintOrder } from '@ebbline/wire'
import type { Bars } from '../importers/index.ts'

/** Prints of a series in order of time. */
export interface SeriesPrints {
  /** Milliseconds UTC. */
  readonly times: Float64Array
  /** Quote units per base unit. */
  readonly prices: Float64Array
}

/** Prints of one bar. */
export const PRINTS_PER_BAR = 4

/**
 * Four prints a bar, a quarter of its length apart: open, one extreme, the other, close. The nearer extreme is the one whose price
 * is nearer to the open, the high where both are as near; the other order visits the same four prices.
 *
 * @source docs/models/recorded-markets.md, inside the bar
 */
export const printsOf = (bars: Bars, order: PrintOrder): SeriesPrints => {
  const count = bars.time.length
  const times = new Float64Array(count * PRINTS_PER_BAR)
  const prices = new Float64Array(count * PRINTS_PER_BAR)
  for (let bar = 0; bar < count; bar += 1) {
    const [opened, open] = [bars.time[bar] ?? 0, bars.open[bar] ?? 0]
    const [high, low] = [bars.high[bar] ?? 0, bars.low[bar] ?? 0]
    const highFirst = high - open <= open - low === (order === 'nearer-first')
    const visited = [open, highFirst ? high : low, highFirst ? low : high, bars.close[bar] ?? 0]
    for (const [at, price] of visited.entries()) {
      times[bar * PRINTS_PER_BAR + at] = opened + (at * bars.barMs) / PRINTS_PER_BAR
      prices[bar * PRINTS_PER_BAR + at] = price
    }
  }
  return { times, prices }
}
