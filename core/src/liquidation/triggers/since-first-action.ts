import { schemaOf, whole, wholeIn, noRules } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds once the given seconds have passed since the first action of the episode; never before any action. */
export const sinceFirstAction: TriggerStrategy = {
  name: 'since-first-action',
  formula: 't >= first action + seconds',
  schema: schemaOf({ seconds: whole('seconds since the first order or transfer of the episode', 0, 86_400) }),
  check: noRules,
  create: (parameters) => {
    const seconds = wholeIn(parameters, 'seconds')
    return {
      holds: ({ time, episode }) => {
        const passed = episode.firstAction === null ? null : time - episode.firstAction
        return {
          holds: passed !== null && passed >= seconds * 1000,
          facts: () => ({
            passedMs: passed === null ? 'no action yet' : String(passed),
            waitMs: String(seconds * 1000),
          }),
        }
      },
      wake: { kind: 'episode' },
    }
  },
}
