import { ticks, type Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { LiquidationView } from './types.ts'

/** Middle of a book's best bid and ask, rounded down to a tick; the mark where a side is empty; null without either. */
export const midPrice = (view: LiquidationView, instrument: InstrumentId): Ticks | null => {
  const { bids, asks } = view.depth(instrument)
  const [bid, ask] = [bids[0], asks[0]]
  if (bid === undefined || ask === undefined) return view.marks.get(instrument) ?? null
  return ticks((bid.price + ask.price) / 2n)
}
