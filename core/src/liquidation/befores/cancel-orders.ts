import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { BeforeStrategy } from '../types.ts'

/** Cancels the account's resting orders, whose worst-case fills cost margin, and measures again before anything is closed. */
export const cancelOrders: BeforeStrategy = {
  name: 'cancel-orders',
  formula: 'resting orders cancelled, E and M taken anew',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({ kind: 'cancel-orders' }),
}
