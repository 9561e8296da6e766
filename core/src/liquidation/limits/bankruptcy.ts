import { bankruptcyPrices } from '../../margin/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Never beyond the leg's bankruptcy price: at or better than it, what is closed does not use up more than the leg's share of
 * the account's equity. A leg without a bankruptcy price is dropped.
 */
export const bankruptcy: LimitStrategy = {
  name: 'bankruptcy',
  schema: NO_PARAMETERS,
  check: noRules,
  create:
    () =>
    ({ rules, account, marks }, draft) => {
      const prices = bankruptcyPrices(rules, account, marks)
      const facts: Record<string, string> = {}
      const legs = draft.legs.flatMap((leg) => {
        const price = prices.get(leg.instrument)
        if (price === undefined) return []
        facts[`${leg.instrument}.limitTicks`] = String(price.safe)
        return [{ ...leg, limit: price.safe }]
      })
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'bankruptcy', facts, bound }] }
    },
}
