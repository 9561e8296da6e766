import type { BarList, CoinBars } from './read-bars.ts'
import type { IndexLine } from './index-sweep.ts'
import { START_MS } from './scale.ts'

/** How far one coin fell, as shares: perpetual and Coinbase from 21:00 to their lows of the day, the index to its low within the study. */
export interface CoinFall {
  readonly coin: string
  readonly own: number
  readonly coinbase: number
  /** Null where Gemini does not list the coin. */
  readonly gemini: number | null
  readonly index: number
}

/** Falls of a coin: the last close before 21:00 against the lowest low after it. */
export const fallsOf = ({ coin, ownDay, coinbaseDay, seconds }: CoinBars, index: IndexLine): CoinFall => ({
  coin,
  own: fallOf(ownDay) ?? 0,
  coinbase: fallOf(coinbaseDay) ?? 0,
  gemini: fallOf(seconds.gemini),
  index: fallIn(index.ticks),
})

const fallOf = (bars: BarList): number | null => {
  const before = bars.findLast(({ time }) => time < START_MS)
  const after = bars.filter(({ time }) => time >= START_MS)
  if (before === undefined || after.length === 0) return null
  return 1 - Math.min(...after.map(({ low }) => low)) / before.close
}

const fallIn = (prices: readonly number[]): number => {
  const [first = 1] = prices
  return 1 - prices.reduce((low, price) => Math.min(low, price), first) / first
}
