import { choice, noRules, schemaOf, textIn } from '../parameters.ts'
import type { ActionStrategy } from '../types.ts'

/** Orders to the venue: IOC takes what is there, FOK all or nothing. */
export const trade: ActionStrategy = {
  name: 'trade',
  formula: 'order for x, immediate or cancel (IOC), or fill or kill (FOK)',
  schema: schemaOf({ timeInForce: choice('what becomes of the rest of an order', ['IOC', 'FOK']) }),
  check: noRules,
  create: (parameters) => ({ kind: 'trade', timeInForce: textIn(parameters, 'timeInForce') === 'FOK' ? 'FOK' : 'IOC' }),
}
