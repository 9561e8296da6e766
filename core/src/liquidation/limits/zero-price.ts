import { marginSplit, zeroPrice } from '../../margin/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { roundToTick, WHOLE_TICKS } from '../tick-rounding.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Never worse than the zero price, at which a close of any size leaves equity / requirement as it is: no fill can worsen health. Rounded
 * up to a tick where a long is closed and down where a short is. A leg without a position is dropped.
 *
 * @source Lighter documentation, Liquidations; docs/models/bankruptcy-split.md, eq. 3
 */
export const zeroPriceLimit: LimitStrategy = {
  name: 'zero-price',
  formula: 'P·(1 -/+ (M_i/N_i)·E/M)',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view, draft) => {
    const facts: Record<string, string> = {}
    const legs = draft.legs.flatMap((leg) => {
      const split = marginSplit(view.rules, view.account, view.marks, leg.instrument)
      if (split === null) return []
      const limit = roundToTick(zeroPrice(split), split.size > 0n ? 'long' : 'short', WHOLE_TICKS)
      facts[`${leg.instrument}.limitTicks`] = String(limit)
      return [{ ...leg, limit }]
    })
    const bound = legs.length < draft.legs.length
    return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'zero-price', facts, bound }] }
  },
}
