import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import { tierOfPosition } from '../positions.ts'
import type { Parameters, TriggerStrategy } from '../types.ts'

/** Holds while no position stands above the lowest leverage tier of its instrument, or above `tier`: there is no step down left. */
export const lowestTier: TriggerStrategy = {
  name: 'lowest-tier',
  formula: 'every position stands in tier `tier` (absent = 1) or below',
  schema: schemaOf(
    { tier: whole('number of the highest tier that counts, 1 = the lowest of all; absent = 1', 1, 100) },
    ['tier'],
  ),
  check: noRules,
  create: (parameters) => {
    const tier = tierUpTo(parameters)
    return {
      holds: (view) => {
        const above = view.account.positions.filter((position) => tierOfPosition(view, position) + 1 > tier)
        return {
          holds: above.length === 0,
          facts: () => ({ upToTier: String(tier), positionsAbove: String(above.length) }),
        }
      },
      wake: { kind: 'always' },
    }
  },
}

/** The highest tier that `lowest-tier` allows. */
export const tierUpTo = (parameters: Parameters): number =>
  parameters['tier'] === undefined ? 1 : wholeIn(parameters, 'tier')
