import { noRules, NO_PARAMETERS, ZERO } from '../parameters.ts'
import type { PenaltyStrategy } from '../types.ts'

/** No liquidation fee. */
export const noPenalty: PenaltyStrategy = {
  name: 'none',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({ rate: ZERO, cap: 'equity' }),
}
