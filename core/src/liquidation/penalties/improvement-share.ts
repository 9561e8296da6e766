import { choice, decimal, decimalIn, ONE, outside, schemaOf, textIn } from '../parameters.ts'
import type { PenaltyStrategy, PenaltyTerms } from '../types.ts'

/**
 * A share of what each fill exchanges, at most what the fill was better than the slice's bankruptcy quote, so that the fee alone never
 * makes a debt; it is rounded down. A fill worse than the quote costs the market's fund the difference at once, or the account
 * itself.
 *
 * @source docs/models/bankruptcy-split.md, eq. 5
 */
export const improvementShare: PenaltyStrategy = {
  name: 'improvement-share',
  formula: 'min(⌊rate·|Q|⌋, Q - B) where Q > B; the excess B - Q is paid by the fund or stays',
  schema: schemaOf({
    rate: decimal('share of the cash of a fill, at most 1'),
    excess: choice('who pays what a fill is worse than its bankruptcy quote', ['fund', 'account']),
  }),
  check: (parameters) => outside(parameters, 'rate', { atMost: ONE }, 'give a share such as 0.015'),
  create: (parameters) => {
    const capped = { rate: decimalIn(parameters, 'rate'), base: 'notional', cap: 'improvement' } as const
    const terms: PenaltyTerms = textIn(parameters, 'excess') === 'fund' ? { ...capped, excess: 'fund' } : capped
    return () => terms
  },
}
