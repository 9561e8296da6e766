import { noRules, rulesIn } from '../parameters.ts'
import { NESTED_TRIGGERS, nestedFacts } from '../nested.ts'
import type { TriggerStrategy } from '../types.ts'
import { wakeOfAll } from '../wake.ts'

/** Holds while every nested trigger holds. */
export const allOf: TriggerStrategy = {
  name: 'all',
  formula: 'every trigger in `of` holds',
  schema: NESTED_TRIGGERS,
  check: noRules,
  create: (parameters, compile) => {
    const triggers = rulesIn(parameters, 'of').map((nested) => compile(nested))
    return {
      holds: (view) => ({
        holds: triggers.every((trigger) => trigger.holds(view).holds),
        facts: () => nestedFacts(triggers.map((trigger) => trigger.holds(view))),
      }),
      wake: wakeOfAll(triggers.map((trigger) => trigger.wake)),
    }
  },
}
