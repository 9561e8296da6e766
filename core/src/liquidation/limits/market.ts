import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/** Any price. */
export const market: LimitStrategy = {
  name: 'market',
  formula: 'none',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (_view, draft) => ({
    ...draft,
    legs: draft.legs.map((leg) => ({ ...leg, limit: null })),
    reasons: [...draft.reasons, { part: 'limit', rule: 'market', facts: {}, bound: false }],
  }),
}
