import { atMark, book, borrower, holder, lendingRules, viewOf } from '../liquidation/fixtures.ts'
import type { LiquidationView } from '../liquidation/index.ts'

/**
 * 40 000 owed against one BTC, of which 45 000 count: 5 000 against 20 000 initially, so that 25 000 of it are sold. At 0.6 % under mark they bring
 * 150 less, and the initial level is missed; at maintenance far less would have done.
 */
const loan = viewOf({
  account: borrower({ BTC: 100_000_000n, USDC: -40_000_000_000n }),
  books: [book('BTC', [[4_970_000n, 1_000_000n]], [])],
  rules: lendingRules,
})

/** Accounts on which cutting the largest position breaks a law, by preset and law. */
export const SETTLE_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  'mango-v4 safe-afterwards': loan,
  'mango-v4 no-more-than-needed': loan,
  'mango-v4 no-gain-from-splitting': loan,
  // 1 500 of BTC against 1 000 of ETH require 70, initially 140; a lot of 500 frees 17: all three go, and 20 % on 1 000 are 200 after 100
  'mango-v4 keeps-hedges': viewOf({ account: holder('60', [atMark('BTC-PERP', 3n), atMark('ETH-PERP', -4n)]) }),
}
