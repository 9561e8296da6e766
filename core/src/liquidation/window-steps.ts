import { lots, magnitude, NO_LOTS, ratio, type Lots } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { TimeMs } from '../market/index.ts'
import type { Allocation, MarketWindow } from './types.ts'

/** Somebody asks to liquidate lots (> 0) of a market at a moment, under an allocation that may differ from call to call. */
export interface WindowRequest {
  readonly time: TimeMs
  readonly request: Lots
  /** Net signed lots of all customers before the call. */
  readonly skew: Lots
  readonly allocation: Allocation
}

/**
 * What each call of a list is granted when all of them meet one market, first to last: an allocation run by itself, with the flow
 * that the engine would remember for it.
 */
export const windowSteps = (instrument: Instrument, requests: readonly WindowRequest[]): readonly Lots[] => {
  const flow: { readonly time: TimeMs; readonly size: Lots }[] = []
  return requests.map(({ time, request, skew, allocation }) => {
    const window: MarketWindow = {
      instrument,
      side: 'sell',
      time,
      expectedVolume: NO_LOTS,
      used: NO_LOTS,
      taken: (since) => lots(flow.reduce((sum, each) => (each.time > since ? sum + each.size : sum), 0n)),
      last: flow.at(-1)?.time ?? null,
      skew,
    }
    const legs = [{ instrument: instrument.id, size: lots(-request), limit: null }]
    const proposal = { account: 'asks', rank: ratio(0n), legs, whole: false }
    const budget = { instrument: instrument.id, buy: null, sell: allocation.budget(window) }
    const [grant] = allocation.allocate([proposal], [budget])
    const size = lots(magnitude(grant?.legs[0]?.size ?? NO_LOTS))
    if (size > 0n) flow.push({ time, size })
    return size
  })
}
