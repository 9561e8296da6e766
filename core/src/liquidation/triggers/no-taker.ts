import { schemaOf, whole, wholeIn, noRules } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/**
 * Holds once books have had nothing for the slices of the present stage within their limits for the given seconds; a fill starts
 * the count again. Orders that came back empty count as well as those that were not sent because they would have.
 */
export const noTaker: TriggerStrategy = {
  name: 'no-taker',
  formula: 't - (since when no slice of the stage found anything within its limit) >= seconds',
  schema: schemaOf({ seconds: whole('seconds in which nobody took anything', 0, 86_400) }),
  check: noRules,
  remembers: ['no-taker'],
  create: (parameters) => {
    const wait = wholeIn(parameters, 'seconds') * 1000
    return {
      holds: ({ time, episode: { noTakerSince } }) => {
        const passed = typeof noTakerSince === 'number' ? time - noTakerSince : null
        return {
          holds: passed !== null && passed >= wait,
          facts: () => ({ passedMs: passed === null ? 'somebody took' : String(passed), waitMs: String(wait) }),
        }
      },
      wake: { kind: 'episode' },
    }
  },
}
