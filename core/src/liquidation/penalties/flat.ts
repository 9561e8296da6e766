import { choice, decimal, decimalIn, ONE, outside, schemaOf, textIn } from '../parameters.ts'
import type { PenaltyStrategy, PenaltyTerms } from '../types.ts'

/** A fixed share of the closed notional; `cap: equity` stops it at what the account still has, so that it makes no bad debt. */
export const flatPenalty: PenaltyStrategy = {
  name: 'flat',
  schema: schemaOf({
    rate: decimal('share of the closed notional, at most 1'),
    cap: choice('where the penalty stops', ['equity', 'none']),
  }),
  check: (parameters) => outside(parameters, 'rate', { atMost: ONE }, 'give a share such as 0.0025'),
  create: (parameters) => {
    const cap = textIn(parameters, 'cap') === 'none' ? 'none' : 'equity'
    const terms: PenaltyTerms = { rate: decimalIn(parameters, 'rate'), base: 'notional', cap }
    return () => terms
  },
}
