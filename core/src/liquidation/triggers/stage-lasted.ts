import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds once the account has stood in its present stage for the given seconds. */
export const stageLasted: TriggerStrategy = {
  name: 'stage-lasted',
  formula: 't - t(stage entered) >= seconds',
  schema: schemaOf({ seconds: whole('seconds since the present stage was entered', 1, 1_209_600) }),
  check: noRules,
  create: (parameters) => {
    const wait = wholeIn(parameters, 'seconds') * 1000
    return {
      holds: ({ time, episode }) => ({
        holds: time - episode.stageEntered >= wait,
        facts: () => ({ passedMs: String(time - episode.stageEntered), waitMs: String(wait) }),
      }),
      wake: { kind: 'episode' },
    }
  },
}
