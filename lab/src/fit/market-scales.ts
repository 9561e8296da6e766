import type { Bars, Trades } from '../importers/index.ts'
import type { Aggressor } from './metaorders.ts'
import type { RecordedMarket } from './reaction-data.ts'
import type { TakenSteps } from './refill.ts'
import type { BookStates } from './book-states.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Volume of the day before `at` in the unit of the bars: bars that had closed by then, scaled to a whole day. */
export const trailingVolume = (bars: Bars, at: number): number => {
  let [volume, count] = [0, 0]
  for (let index = firstAtOrAfter(bars.time, at - DAY_MS); index < bars.time.length; index += 1) {
    if ((bars.time[index] ?? 0) + bars.barMs > at) break
    volume += bars.volume[index] ?? 0
    count += 1
  }
  return (volume / (count * bars.barMs)) * DAY_MS
}

/** First index whose time is at or after `at`, by halving. */
const firstAtOrAfter = (times: Float64Array, at: number): number => {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Volume of the day of a recorded market [lots of its tape]: from its own bars, or its trades in the whole minutes of the
 * tape times what the spot market traded in the day over what it traded in those minutes.
 */
export const dailyVolumeOf = ({ tape, trades, spot, own }: RecordedMarket): number => {
  const [from, to] = wholeMinutes(trades)
  if (own !== null) return trailingVolume(own, from) / tape.lotSize
  const within = (time: number): boolean => time >= from && time < to
  const traded = sumWhere(trades.size, (at) => within((trades.timeUs[at] ?? 0) / 1000))
  const beside = sumWhere(spot.volume, (at) => within(spot.time[at] ?? 0))
  return (traded / tape.lotSize) * (trailingVolume(spot, from) / beside)
}

const wholeMinutes = ({ timeUs }: Trades): readonly [number, number] => {
  const [first, last] = [(timeUs[0] ?? 0) / 1000, (timeUs.at(-1) ?? 0) / 1000]
  return [Math.ceil(first / MINUTE_MS) * MINUTE_MS, Math.floor((last + 1000) / MINUTE_MS) * MINUTE_MS]
}

const sumWhere = (values: Float64Array, keep: (at: number) => boolean): number =>
  values.reduce((sum, value, at) => (keep(at) ? sum + value : sum), 0)

/** Trades of one moment and side as one order [lots]. */
export const aggressorsOf = ({ trades, tape }: RecordedMarket): readonly Aggressor[] => {
  const found: Aggressor[] = []
  let beforeUs = Number.NaN
  for (const [at, timeUs] of trades.timeUs.entries()) {
    const side = (trades.side[at] ?? 1) > 0 ? 1 : -1
    const size = (trades.size[at] ?? 0) / tape.lotSize
    const last = found.at(-1)
    if (last !== undefined && last.side === side && timeUs === beforeUs)
      found[found.length - 1] = { ...last, size: last.size + size }
    else found.push({ receivedUs: trades.receivedUs[at] ?? 0, side, size })
    beforeUs = timeUs
  }
  return found
}

/** What aggressors took in each step of the looks. */
export const takenSteps = (states: BookStates, aggressors: readonly Aggressor[]): TakenSteps => {
  const taken = { bid: new Float64Array(states.mid.length), ask: new Float64Array(states.mid.length) }
  for (const { receivedUs, side, size } of aggressors) {
    const step = Math.floor((receivedUs - states.firstUs) / states.stepUs)
    const from = side > 0 ? taken.ask : taken.bid
    if (step >= 0 && step < from.length) from[step] = (from[step] ?? 0) + size
  }
  return taken
}

/** Looks after which a book holds what a trade did: updates come up to 100 ms after the trade that they tell of. */
const LOOKS_AFTER = 2

/** Middle of the book before a moment, and after its consequences were published. NaN outside the looks. */
export const midsOf = (
  states: BookStates,
): { readonly before: (us: number) => number; readonly after: (us: number) => number } => {
  const look = (us: number): number => Math.floor((us - states.firstUs) / states.stepUs)
  return {
    before: (us) => states.mid[look(us)] ?? Number.NaN,
    after: (us) => states.mid[look(us) + LOOKS_AFTER] ?? Number.NaN,
  }
}
