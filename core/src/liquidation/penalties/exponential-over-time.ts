import { accruedRate } from '../accrual.ts'
import { decimalIn, schemaOf, textIn, whole, wholeIn } from '../parameters.ts'
import type { PenaltyStrategy } from '../types.ts'
import { EXPONENTIAL_SHAPE, exponentialNow, exponentialProblems } from './exponential.ts'

/**
 * The exponential penalty, built up over the time that the account has stood below the level, along the path of its health:
 *
 *   p = min(most, (1/per) ∫ p0 (exp(γ d_t) - 1) dt)
 *
 * Whoever cures a breach soon pays little even for a deep one; a shallow one that is left standing grows dear.
 *
 * @source docs/models/penalties.md, eq. 4
 */
export const exponentialOverTime: PenaltyStrategy = {
  name: 'exponential-over-time',
  formula: 'p = min(most, 1/per · ∫ scale · (exp(growth · max(0, from - E/M)) - 1) dt) of the closed notional',
  schema: schemaOf({ ...EXPONENTIAL_SHAPE, per: whole('seconds over which the penalty builds up', 1, 31_536_000) }, [
    'from',
  ]),
  check: (parameters) => exponentialProblems(parameters),
  remembers: ['accrual'],
  accrues: (parameters) => exponentialNow(parameters),
  create: (parameters) => {
    const cap = textIn(parameters, 'cap') === 'none' ? 'none' : 'equity'
    const built = { per: wholeIn(parameters, 'per') * 1_000, most: decimalIn(parameters, 'most') }
    return ({ episode, time }) => ({ rate: accruedRate(episode.accrual, time, built), base: 'notional', cap })
  },
}
