import type { math } from '@ebbline/core'
import { bootstrap, type Estimate } from './bootstrap.ts'
import { coefficients, normalWidth, observe } from './least-squares.ts'
import { openStretches } from './sums.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Closing prices of one-minute bars. */
export interface MinuteCloses {
  /** Opening of each bar, ms UTC, rising. */
  readonly time: Float64Array
  readonly close: Float64Array
}

/**
 * Realised volatility of the minutes that had closed by `at`, scaled to a day.
 *
 *   σ(at) = √( 1440/k · Σ log(close_i / close_(i-1))² )     over the k neighbouring pairs of the last `minutes` bars
 *
 * NaN where fewer than half of the pairs are there.
 */
export const volatilityAt = (closes: MinuteCloses): ((at: number, minutes: number) => number) => {
  const logs = new Map<number, number>()
  for (const [index, time] of closes.time.entries()) logs.set(time, Math.log(closes.close[index] ?? Number.NaN))
  return (at, minutes) => {
    const last = Math.floor(at / MINUTE_MS) * MINUTE_MS - MINUTE_MS
    let [sum, pairs] = [0, 0]
    for (let back = 0; back < minutes; back += 1) {
      const move =
        (logs.get(last - back * MINUTE_MS) ?? Number.NaN) - (logs.get(last - (back + 1) * MINUTE_MS) ?? Number.NaN)
      if (Number.isNaN(move)) continue
      sum += move * move
      pairs += 1
    }
    return pairs * 2 >= minutes ? Math.sqrt((sum / pairs) * (DAY_MS / MINUTE_MS)) : Number.NaN
  }
}

/** Depth of one market at one moment, and the volatility before it. */
export interface DepthAtVolatility {
  readonly timeMs: number
  readonly depth: number
  readonly volatility: number
}

/**
 * e in depth ∝ σ^e: slope of log depth on log volatility, stretches of `stretchMin` minutes resampled.
 *
 * @source docs/models/reaction-fit.md, eq. 3
 */
export const fitVolatilityExponent = (
  looks: readonly DepthAtVolatility[],
  { stretchMin, stream }: { readonly stretchMin: number; readonly stream: math.RandomStream },
): Estimate & { readonly n: number } => {
  const width = normalWidth(2)
  const stretches = openStretches(width)
  let n = 0
  for (const { timeMs, depth, volatility } of looks) {
    if (!(depth > 0 && volatility > 0)) continue
    n += 1
    observe(stretches.at(Math.floor(timeMs / (stretchMin * MINUTE_MS))), [1, Math.log(volatility)], Math.log(depth))
  }
  const slope = ([total]: readonly Float64Array[]): number =>
    total === undefined ? Number.NaN : (coefficients(total, 2)[1] ?? Number.NaN)
  return { ...bootstrap({ groups: [stretches.done()], statistic: slope, width, stream, drawGroups: false }), n }
}
