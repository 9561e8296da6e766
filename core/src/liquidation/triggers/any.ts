import { noRules, rulesIn } from '../parameters.ts'
import { NESTED_TRIGGERS, nestedFacts } from '../nested.ts'
import type { TriggerStrategy } from '../types.ts'
import { wakeOfAny } from '../wake.ts'

/** Holds while at least one nested trigger holds. */
export const anyOf: TriggerStrategy = {
  name: 'any',
  schema: NESTED_TRIGGERS,
  check: noRules,
  create: (parameters, compile) => {
    const triggers = rulesIn(parameters, 'of').map((nested) => compile(nested))
    return {
      holds: (view) => {
        const verdicts = triggers.map((trigger) => trigger.holds(view))
        return { holds: verdicts.some((verdict) => verdict.holds), facts: nestedFacts(verdicts) }
      },
      wake: wakeOfAny(triggers.map((trigger) => trigger.wake)),
    }
  },
}
