import { midPrice } from '../mid-price.ts'
import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { DraftLeg, LimitStrategy } from '../types.ts'
import { offsetFrom } from './mark-offset.ts'

/**
 * Not worse than a stated distance from the middle of the book, rounded against the trade: sells at mid · (1 - bps/10000) or better, buys
 * at mid · (1 + bps/10000) or better. Where a side of the book is empty the mark stands for its middle.
 *
 * @source vegaprotocol/specs, 0012-POSR, disposal slippage range
 */
export const midOffset: LimitStrategy = {
  name: 'mid-offset',
  formula: 'mid·(1 -/+ bps/10000)',
  schema: schemaOf({ bps: whole('distance from the middle of the book in basis points', 0, 9_999) }),
  check: noRules,
  create: (parameters) => {
    const bps = BigInt(wholeIn(parameters, 'bps'))
    return (view, draft) => {
      const legs: DraftLeg[] = []
      const facts: Record<string, string> = { bps: String(bps) }
      for (const leg of draft.legs) {
        const mid = midPrice(view, leg.instrument)
        if (mid === null) continue
        const limit = offsetFrom(mid, leg.size < 0n, bps)
        legs.push({ ...leg, limit })
        facts[`${leg.instrument}.limitTicks`] = String(limit)
      }
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'mid-offset', facts, bound }] }
    }
  },
}
