import { choice, noRules, schemaOf, textIn } from '../parameters.ts'
import type { ActionStrategy } from '../types.ts'
import { receiverOf } from './transfer.ts'

/**
 * All cash of the account goes to a house account for nothing, and cannot come back, and that one pays its debts: the positions stay, to be
 * handed over by a later stage, and the episode ends only when the account is flat. The stage's penalty is paid first.
 */
export const seize: ActionStrategy = {
  name: 'seize',
  formula: 'all cash to the house; positions stay for a later stage',
  schema: schemaOf({ to: choice('who receives the cash', ['backstop', 'vault', 'fund']) }),
  check: noRules,
  create: (parameters) => ({ kind: 'seize', to: receiverOf('to', textIn(parameters, 'to')) }),
}
