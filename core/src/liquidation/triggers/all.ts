import { noRules, rulesIn } from '../parameters.ts'
import { NESTED_TRIGGERS, nestedFacts } from '../nested.ts'
import type { TriggerStrategy } from '../types.ts'
import { wakeOfAll } from '../wake.ts'

/** Holds while every nested trigger holds. */
export const allOf: TriggerStrategy = {
  name: 'all',
  schema: NESTED_TRIGGERS,
  check: noRules,
  create: (parameters, compile) => {
    const triggers = rulesIn(parameters, 'of').map((nested) => compile(nested))
    return {
      holds: (view) => {
        const verdicts = triggers.map((trigger) => trigger.holds(view))
        return { holds: verdicts.every((verdict) => verdict.holds), facts: nestedFacts(verdicts) }
      },
      wake: wakeOfAll(triggers.map((trigger) => trigger.wake)),
    }
  },
}
