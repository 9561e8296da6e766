import { atoms, formatRatio, RATIO_ONE } from '../../units/index.ts'
import { breaches } from '../../margin/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { rewardChecks, rewardOf, rewardShapes } from '../reward-terms.ts'
import type { TriggerStrategy } from '../types.ts'

/**
 * Holds while equity is less than the maintenance requirement and what a keeper would be paid for the account: it is flagged while
 * that can still be paid. The reward counts up to `within` - 1 requirements, so that only accounts under `within` need be looked at.
 *
 *   E < M + min(reward, (within - 1)·M)
 */
export const marginWithReward: TriggerStrategy = {
  name: 'margin-with-reward',
  formula: 'E < M + min(reward, (within - 1)·M)',
  schema: schemaOf({
    ...rewardShapes,
    within: decimal('multiple of the maintenance requirement under which accounts are looked at, at least 1'),
  }),
  check: (parameters) => [
    ...rewardChecks(parameters),
    ...outside(parameters, 'within', { atLeast: ONE }, 'give a multiple such as 2'),
  ],
  create: (parameters) => {
    const within = decimalIn(parameters, 'within')
    return {
      holds: (view) => {
        const { equity, requirement } = view.maintenance
        const reward = rewardOf(view, parameters)
        const withReward = { equity, requirement: atoms(requirement + reward) }
        return {
          holds: breaches(view.maintenance, within) && breaches(withReward, RATIO_ONE),
          facts: () => ({
            equityAtoms: String(equity),
            requirementAtoms: String(requirement),
            rewardAtoms: String(reward),
            within: formatRatio(within),
          }),
        }
      },
      wake: { kind: 'health', multiple: within },
    }
  },
}
