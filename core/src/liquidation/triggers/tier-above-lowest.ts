import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { tierOfPosition } from '../positions.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while any position stands above the lowest leverage tier of its instrument. */
export const tierAboveLowest: TriggerStrategy = {
  name: 'tier-above-lowest',
  formula: 'some |q|·P above its first tier floor',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: (view) => {
      const above = view.account.positions.filter((position) => tierOfPosition(view, position) > 0)
      return { holds: above.length > 0, facts: () => ({ positionsAboveLowestTier: String(above.length) }) }
    },
    wake: { kind: 'always' },
  }),
}
