import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { PacingStrategy } from '../types.ts'

/** The whole slice now. */
export const atOnce: PacingStrategy = {
  name: 'at-once',
  formula: 'all now',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (_view, draft) => ({
    draft: { ...draft, reasons: [...draft.reasons, { part: 'pace', rule: 'at-once', facts: {}, bound: false }] },
    until: null,
  }),
}
