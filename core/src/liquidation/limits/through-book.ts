import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { DraftLeg, LimitStrategy } from '../types.ts'
import { offsetFrom } from './mark-offset.ts'

/**
 * A little through the book: sells at the best bid · (1 - bps/10000) or better, rounded up; buys at the best ask · (1 + bps/10000) or
 * better, rounded down. A leg whose side of the book is empty is dropped.
 *
 * @source FTX help, Liquidations: orders between 1 and 5 basis points through the book
 */
export const throughBook: LimitStrategy = {
  name: 'through-book',
  formula: 'best bid·(1 - bps/10000), best ask·(1 + bps/10000)',
  schema: schemaOf({ bps: whole('distance beyond the best price in basis points', 0, 9_999) }),
  check: noRules,
  create: (parameters) => {
    const bps = BigInt(wholeIn(parameters, 'bps'))
    return (view, draft) => {
      const legs: DraftLeg[] = []
      const facts: Record<string, string> = { bps: String(bps) }
      for (const leg of draft.legs) {
        const { bids, asks } = view.depth(leg.instrument)
        const best = leg.size < 0n ? bids[0] : asks[0]
        if (best === undefined) continue
        const limit = offsetFrom(best.price, leg.size < 0n, bps)
        legs.push({ ...leg, limit })
        facts[`${leg.instrument}.limitTicks`] = String(limit)
      }
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'through-book', facts, bound }] }
    }
  },
}
