import { math } from '@ebbline/core'
import type { Bars } from '../importers/index.ts'

const DAY_MS = 86_400_000

/** Sums over the bars of a series that were closed at a moment: never of one that was still open. */
export interface Trailing {
  /** Volume for each day over the bars closed in the `windowMs` before `time`, or since the series begins when that is later. */
  readonly dailyVolume: (time: number, windowMs: number) => number
  /** Realised volatility of a day from closes: √(Σ r² / Σ Δt), r in logs; 0 where fewer than two closes are known. */
  readonly dailyVol: (time: number, windowMs: number) => number
}

/** What is known of a series at any moment of a run. */
export const trailingOf = ({ time, barMs, close, volume }: Bars): Trailing => {
  const volumes = runningSum(time.length, (bar) => volume[bar] ?? 0)
  const squares = runningSum(time.length, (bar) => {
    if (bar === 0) return 0
    const move = math.log((close[bar] ?? 1) / (close[bar - 1] ?? 1))
    return move * move
  })
  /** Bars closed at a moment. */
  const closedAt = (moment: number): number => firstAfter(time, moment - barMs)
  return {
    dailyVolume: (now, windowMs) => {
      const since = Math.max(now - windowMs, time[0] ?? now)
      const [first, end] = [closedAt(since), closedAt(now)]
      return now <= since ? 0 : (((volumes[end] ?? 0) - (volumes[first] ?? 0)) * DAY_MS) / (now - since)
    },
    dailyVol: (now, windowMs) => {
      const end = closedAt(now)
      const first = Math.max(closedAt(now - windowMs), 1)
      const span = (time[end - 1] ?? 0) - (time[first - 1] ?? 0)
      return end <= first || span <= 0 ? 0 : Math.sqrt((((squares[end] ?? 0) - (squares[first] ?? 0)) * DAY_MS) / span)
    },
  }
}

/** sums[n] = Σ of the first n values. */
const runningSum = (count: number, value: (at: number) => number): Float64Array => {
  const sums = new Float64Array(count + 1)
  for (let at = 0; at < count; at += 1) sums[at + 1] = (sums[at] ?? 0) + value(at)
  return sums
}

/** Index of the first entry above a value in a rising list: how many are at or below it. */
const firstAfter = (rising: Float64Array, value: number): number => {
  let [low, high] = [0, rising.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
