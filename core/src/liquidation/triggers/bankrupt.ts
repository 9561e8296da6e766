import { noRules, NO_PARAMETERS, ZERO } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while equity is below zero. */
export const bankrupt: TriggerStrategy = {
  name: 'bankrupt',
  formula: 'E < 0',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: ({ maintenance }) => ({
      holds: maintenance.equity < 0n,
      facts: () => ({ equityAtoms: String(maintenance.equity) }),
    }),
    wake: { kind: 'health', multiple: ZERO },
  }),
}
