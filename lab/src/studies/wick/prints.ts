import { lots, ticks } from '@ebbline/core'
import type { IndexPrint } from '@ebbline/core'
import type { BarList } from './read-bars.ts'
import { LOTS_PER_COIN, STEP_MS, TICKS_PER_USD, VOLUME_WINDOW_MS, type SourceName } from './scale.ts'

/** Prints of one source in order of time. */
export type PrintList = readonly IndexPrint[]

/**
 * Four prints a bar, a quarter of a second apart: open, the extreme nearer to it (the low when both are as near), the other,
 * close. Each states the volume that the source traded in the five minutes before the bar, and half of the range of the bar
 * before as its half-width, so that nothing but the path within the bar is told early.
 */
export const printsOf = (instrument: string, source: SourceName, bars: BarList): PrintList => {
  const prints: IndexPrint[] = []
  let [oldest, traded, range] = [0, 0n, 0n]
  for (const [at, bar] of bars.entries()) {
    for (; oldest < at; oldest += 1) {
      const gone = bars[oldest]
      if (gone === undefined || bar.time - gone.time <= VOLUME_WINDOW_MS) break
      traded -= lotsTraded(gone.volume)
    }
    const terms = { source, instrument, volume: lots(traded), confidence: ticks(range / 2n) }
    const nearerLow = bar.open - bar.low <= bar.high - bar.open
    const path = nearerLow ? [bar.open, bar.low, bar.high, bar.close] : [bar.open, bar.high, bar.low, bar.close]
    for (const [step, price] of path.entries())
      prints.push({ ...terms, price: ticks(toTicks(price)), time: bar.time + step * STEP_MS })
    traded += lotsTraded(bar.volume)
    range = toTicks(bar.high) - toTicks(bar.low)
  }
  return prints
}

/** Ticks of a price in USD, to the nearest: exact for prices of up to six decimals. */
export const toTicks = (usd: number): bigint => BigInt(Math.round(usd * TICKS_PER_USD))

const lotsTraded = (volume: number): bigint => BigInt(Math.floor(volume * LOTS_PER_COIN))
