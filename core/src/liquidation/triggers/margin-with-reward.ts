import { decimalIn, ONE, schemaOf } from '../parameters.ts'
import { rewardChecks, rewardOf, rewardShapes } from '../reward-terms.ts'
import type { TriggerStrategy } from '../types.ts'

/**
 * Holds while equity is less than the maintenance requirement and what a keeper would be paid for the account: it is flagged while
 * that can still be paid.
 *
 *   E < M + reward      reward ≤ `most`
 */
export const marginWithReward: TriggerStrategy = {
  name: 'margin-with-reward',
  formula: 'E < M + reward',
  schema: schemaOf(rewardShapes),
  check: rewardChecks,
  create: (parameters) => ({
    holds: (view) => {
      const { equity, requirement } = view.maintenance
      const reward = rewardOf(view, parameters)
      return {
        holds: requirement > 0n && equity < requirement + reward,
        facts: () => ({
          equityAtoms: String(equity),
          requirementAtoms: String(requirement),
          rewardAtoms: String(reward),
        }),
      }
    },
    wake: { kind: 'health', multiple: ONE, amount: decimalIn(parameters, 'most') },
  }),
}
