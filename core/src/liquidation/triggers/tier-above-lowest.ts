import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import { tierOfPosition } from '../positions.ts'
import type { Parameters, TriggerStrategy } from '../types.ts'

/** Holds while any position stands above the lowest leverage tier of its instrument; with `tier`, in that tier or a higher one. */
export const tierAboveLowest: TriggerStrategy = {
  name: 'tier-above-lowest',
  formula: 'some position stands in tier `tier` (absent = 2) or above',
  schema: schemaOf(
    { tier: whole('number of the lowest tier that counts, 1 = the lowest of all; absent = 2', 2, 100) },
    ['tier'],
  ),
  check: noRules,
  create: (parameters) => {
    const tier = tierFrom(parameters)
    return {
      holds: (view) => {
        const above = view.account.positions.filter((position) => tierOfPosition(view, position) + 1 >= tier)
        return {
          holds: above.length > 0,
          facts: () => ({ fromTier: String(tier), positionsThere: String(above.length) }),
        }
      },
      wake: { kind: 'always' },
    }
  },
}

/** The lowest tier that `tier-above-lowest` asks for. */
export const tierFrom = (parameters: Parameters): number =>
  parameters['tier'] === undefined ? 2 : wholeIn(parameters, 'tier')
