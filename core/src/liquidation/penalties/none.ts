import { noRules, NO_PARAMETERS, ZERO } from '../parameters.ts'
import type { PenaltyStrategy, PenaltyTerms } from '../types.ts'

const NOTHING: PenaltyTerms = { rate: ZERO, base: 'notional', cap: 'equity' }

/** No liquidation fee. */
export const noPenalty: PenaltyStrategy = {
  name: 'none',
  formula: '0',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => () => NOTHING,
}
