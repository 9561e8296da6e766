import { loanToValue, measure, type Account, type MarginRules, type MarkPrices } from '@ebbline/core'

/**
 * What an account is worth to its holder, numeraire atoms: its equity. Where the venue lends, all that is held less all that is owed,
 * without haircut: selling collateral frees a haircut, and that is nobody's gain.
 */
export const ownWorth = (rules: MarginRules, account: Account, prices: MarkPrices): bigint => {
  if (rules.borrow.size === 0) return measure(rules, account, prices, 'maintenance').equity
  const { collateral, debt } = loanToValue(rules, account, prices)
  return collateral - debt
}
