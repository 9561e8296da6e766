import type { BarList } from './read-bars.ts'
import type { Trader } from './population.ts'
import type { Grid } from './scale.ts'

/**
 * The index of one coin on the grid of the study, straight from raw bars and in plain integers: nothing of the engine, of its mark
 * rules or of the prints made for them is used here. `ticks[k]` is the index at `startMs + k·stepMs`.
 */
export interface IndexLine {
  readonly startMs: number
  readonly stepMs: number
  readonly ticks: readonly number[]
}

/** When each account would first be due, ms UTC; accounts that never are stay out. */
export type FirstBreaches = ReadonlyMap<string, number>

/**
 * Coinbase, with Gemini only when younger than 10 s, weighted by what each traded in the five minutes before its bar:
 *
 *   index = ⌊(v_c p_c + v_g p_g) / (v_c + v_g)⌋
 *
 * Volumes in whole hundredths of a coin a bar, prices in millionths of a dollar.
 */
export const indexLine = (coinbase: BarList, gemini: BarList, { startMs, endMs, stepMs }: Grid): IndexLine => {
  const line: number[] = []
  for (let time = startMs; time <= endMs; time += stepMs) {
    const [c, g] = [lastAt(coinbase, time, stepMs), lastAt(gemini, time, stepMs)]
    if (c === null) {
      line.push(Number.NaN)
      continue
    }
    const [vc, vg] = [c.volume, g === null || time - g.time > 10_000 ? 0n : g.volume]
    line.push(Number(g === null || vc + vg === 0n ? c.price : (vc * c.price + vg * g.price) / (vc + vg)))
  }
  return { startMs, stepMs, ticks: line }
}

interface Last {
  readonly time: number
  readonly price: bigint
  readonly volume: bigint
}

/** The price that stood last at a moment, and what traded in the 300 s before its bar. */
const lastAt = (bars: BarList, time: number, stepMs: number): Last | null => {
  const at = lastIndex(bars, time)
  const bar = bars[at]
  if (bar === undefined) return null
  const quarter = Math.min(3, Math.floor((time - bar.time) / stepMs))
  const lowFirst = bar.open - bar.low <= bar.high - bar.open
  const price =
    [bar.open, lowFirst ? bar.low : bar.high, lowFirst ? bar.high : bar.low, bar.close][quarter] ?? bar.close
  let volume = 0n
  for (let back = at - 1; back >= 0; back -= 1) {
    const before = bars[back]
    if (before === undefined || bar.time - before.time > 300_000) break
    volume += BigInt(Math.floor(before.volume * 100))
  }
  return { time: bar.time + quarter * stepMs, price: BigInt(Math.round(price * 1e6)), volume }
}

const lastIndex = (bars: BarList, time: number): number => {
  let [low, high] = [0, bars.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bars[middle]?.time ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * First moment at which equity is below one percent of notional, from the inequality solved for the price:
 *
 *   long:  cash + s(P - e) < sP/100   ⟺   99 s P < 100 (s e - cash)
 *   short: cash - s(P - e) < sP/100   ⟺  101 s P > 100 (s e + cash)
 *
 * s lots without sign · e entry · P index.
 */
export const firstBreaches = (traders: readonly Trader[], line: IndexLine): FirstBreaches => {
  const found = new Map<string, number>()
  for (const trader of traders) {
    const limit = breachedFrom(trader)
    const at = line.ticks.findIndex((price) => (trader.size > 0n ? price <= limit : price >= limit))
    if (at >= 0) found.set(trader.id, line.startMs + at * line.stepMs)
  }
  return found
}

/** The breached price nearest to safety [ticks]: at or below it for longs, at or above it for shorts. */
export const breachedFrom = ({ size, entry, cash }: Trader): number => {
  if (size > 0n) {
    const top = 100n * (size * entry - cash)
    return top <= 0n ? -1 : Number((top - 1n) / (99n * size))
  }
  const held = -size
  return Number((100n * (held * entry + cash)) / (101n * held)) + 1
}
