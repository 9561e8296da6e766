import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while the account has any position: for house accounts, whose inventory is always on its way out. */
export const holdsPositions: TriggerStrategy = {
  name: 'holds-positions',
  formula: 'N > 0',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: ({ account }) => ({
      holds: account.positions.length > 0,
      facts: () => ({ positions: String(account.positions.length) }),
    }),
    wake: { kind: 'always' },
  }),
}
