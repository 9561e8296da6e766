import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while the account has no position left, so that only balances can be out of order. */
export const noPositions: TriggerStrategy = {
  name: 'no-positions',
  formula: 'N = 0',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: ({ account }) => ({
      holds: account.positions.length === 0,
      facts: () => ({ positions: String(account.positions.length) }),
    }),
    wake: { kind: 'always' },
  }),
}
