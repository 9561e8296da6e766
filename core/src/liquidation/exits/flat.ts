import { hasRisk } from '../holdings.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'

/** Over only when no position is left, and no debt that requires margin. */
export const flat: ExitStrategy = {
  name: 'flat',
  formula: 'no position, no debt that requires margin',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    reached: (view) => ({
      holds: !hasRisk(view),
      facts: () => ({ positions: String(view.account.positions.length) }),
    }),
    multiple: null,
  }),
}
