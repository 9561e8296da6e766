import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'

/** Over only when no position is left. */
export const flat: ExitStrategy = {
  name: 'flat',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    reached: ({ account }) => ({
      holds: account.positions.length === 0,
      facts: { positions: String(account.positions.length) },
    }),
    multiple: null,
  }),
}
