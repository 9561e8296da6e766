import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { tierOfPosition } from '../positions.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while no position stands above the lowest leverage tier of its instrument: there is no step down left. */
export const lowestTier: TriggerStrategy = {
  name: 'lowest-tier',
  formula: 'every |q|·P at or below its first tier floor',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: (view) => {
      const above = view.account.positions.filter((position) => tierOfPosition(view, position) > 0)
      return { holds: above.length === 0, facts: () => ({ positionsAboveLowestTier: String(above.length) }) }
    },
    wake: { kind: 'always' },
  }),
}
