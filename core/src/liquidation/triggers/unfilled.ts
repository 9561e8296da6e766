import { schemaOf, whole, wholeIn, noRules } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds once that many orders of the present stage came back with nothing filled. */
export const unfilled: TriggerStrategy = {
  name: 'unfilled',
  formula: 'orders of this stage that filled nothing >= attempts',
  schema: schemaOf({ attempts: whole('orders of the stage that filled nothing', 1, 1000) }),
  check: noRules,
  create: (parameters) => {
    const attempts = wholeIn(parameters, 'attempts')
    return {
      holds: ({ episode }) => ({
        holds: episode.stageUnfilled >= attempts,
        facts: () => ({ unfilled: String(episode.stageUnfilled), attempts: String(attempts) }),
      }),
      wake: { kind: 'episode' },
    }
  },
}
