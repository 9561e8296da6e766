import { numberField, openCsv, textField, timeField } from '../importers/index.ts'
import type { FlowMinutes } from './response.ts'

/** Which minutes of a day of one-minute bars are used, and how many of them a market must have traded in. */
export interface FlowWindow {
  /** ms UTC. */
  readonly fromMs: number
  readonly toMs: number
  readonly minutesMin: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * Signed flow of each market of a file of one-minute bars, `exchange,symbol,ts_ms,open,high,low,close,volume,buy_volume,…`,
 * by symbol. Volume and volatility of the window, scaled to a day, are the units of flow and moves.
 *
 * @throws WireError for what `openCsv` refuses, a missing column or a field that is no number
 */
export const readFlowMinutes = async (path: string, window: FlowWindow): Promise<readonly FlowMinutes[]> => {
  const table = await openCsv(path)
  const [symbol, time] = [textField(table, 'symbol'), timeField(table, 'ts_ms', 'ms')]
  const [close, volume] = [numberField(table, 'close', 'positive'), numberField(table, 'volume', 'not-negative')]
  const bought = numberField(table, 'buy_volume', 'not-negative')
  const markets = new Map<string, Minute[]>()
  for await (const batch of table.batches)
    for (let index = 0; index < batch.count; index += 1) {
      const timeMs = time.at(batch, index)
      if (timeMs < window.fromMs || timeMs >= window.toMs) continue
      const name = symbol.at(batch, index)
      const minutes = markets.get(name) ?? []
      markets.set(name, minutes)
      const [all, buys] = [volume.at(batch, index), bought.at(batch, index)]
      minutes.push({ timeMs, close: close.at(batch, index), volume: all, signed: 2 * buys - all })
    }
  const kept = [...markets.values()].filter((minutes) => minutes.length >= window.minutesMin)
  return kept.map((minutes) => flowOf(minutes, window))
}

interface Minute {
  readonly timeMs: number
  readonly close: number
  readonly volume: number
  /** Bought less sold. */
  readonly signed: number
}

const flowOf = (minutes: readonly Minute[], { fromMs, toMs }: FlowWindow): FlowMinutes => {
  const count = Math.round((toMs - fromMs) / MINUTE_MS)
  const logClose = new Float64Array(count).fill(Number.NaN)
  const signed = new Float64Array(count)
  let volume = 0
  for (const minute of minutes) {
    const at = Math.round((minute.timeMs - fromMs) / MINUTE_MS)
    logClose[at] = Math.log(minute.close)
    signed[at] = minute.signed
    volume += minute.volume
  }
  let squares = 0
  for (let at = 1; at < count; at += 1) {
    if (Number.isNaN(logClose[at] ?? 0)) logClose[at] = logClose[at - 1] ?? Number.NaN
    const move = (logClose[at] ?? Number.NaN) - (logClose[at - 1] ?? Number.NaN)
    if (Number.isFinite(move)) squares += move * move
  }
  const days = (toMs - fromMs) / DAY_MS
  return {
    firstMs: fromMs,
    logClose,
    flow: signed.map((each) => each / (volume / days)),
    dailyVolatility: Math.sqrt(squares / days),
  }
}
