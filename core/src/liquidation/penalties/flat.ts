import { choice, decimal, decimalIn, ONE, outside, schemaOf, textIn } from '../parameters.ts'
import type { PenaltyStrategy, PenaltyTerms } from '../types.ts'

/**
 * A fixed share of the closed notional, or of the maintenance requirement that a closing frees; `cap: equity` stops it at what the
 * account still has, so that it makes no bad debt.
 */
export const flatPenalty: PenaltyStrategy = {
  name: 'flat',
  formula: 'p = rate of the closed notional, or of the requirement that is freed',
  schema: schemaOf(
    {
      rate: decimal('share of the base, at most 1'),
      cap: choice('where the penalty stops', ['equity', 'none']),
      base: choice('what it is a share of; absent = notional', ['notional', 'requirement']),
    },
    ['base'],
  ),
  check: (parameters) => outside(parameters, 'rate', { atMost: ONE }, 'give a share such as 0.0025'),
  create: (parameters) => {
    const cap = textIn(parameters, 'cap') === 'none' ? 'none' : 'equity'
    const base = parameters['base'] === 'requirement' ? 'requirement' : 'notional'
    const terms: PenaltyTerms = { rate: decimalIn(parameters, 'rate'), base, cap }
    return () => terms
  },
}
