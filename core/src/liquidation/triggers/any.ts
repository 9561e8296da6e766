import { noRules, rulesIn } from '../parameters.ts'
import { NESTED_TRIGGERS, nestedFacts } from '../nested.ts'
import type { TriggerStrategy } from '../types.ts'
import { wakeOfAny } from '../wake.ts'

/** Holds while at least one nested trigger holds. */
export const anyOf: TriggerStrategy = {
  name: 'any',
  formula: 'at least one trigger in `of` holds',
  schema: NESTED_TRIGGERS,
  check: noRules,
  create: (parameters, compile) => {
    const triggers = rulesIn(parameters, 'of').map((nested) => compile(nested))
    return {
      holds: (view) => ({
        holds: triggers.some((trigger) => trigger.holds(view).holds),
        facts: () => nestedFacts(triggers.map((trigger) => trigger.holds(view))),
      }),
      wake: wakeOfAny(triggers.map((trigger) => trigger.wake)),
    }
  },
}
