import type { InstrumentId } from '../instruments/index.ts'
import { notionalOf } from './positions.ts'
import type { LiquidationView } from './types.ts'

/** The market of the position with the largest notional, the first by name of equals; null without positions. */
export const largestHeld = (view: LiquidationView): InstrumentId | null => {
  let [largest, most] = [null as InstrumentId | null, -1n]
  for (const { instrument, size } of view.account.positions) {
    const notional = notionalOf(view, instrument, size)
    if (notional > most) [largest, most] = [instrument, notional]
  }
  return largest
}
