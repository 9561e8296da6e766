import { atMark, holder, viewOf } from '../liquidation/fixtures.ts'
import type { LiquidationView } from '../liquidation/index.ts'

/** 2 BTC lots against 4 ETH lots: 1 000 each, requirement 20 and 40. Either leg alone loses 200 in a shock that takes 50 of both. */
const hedged = (cash: string): LiquidationView =>
  viewOf({ account: holder(cash, [atMark('BTC-PERP', 2n), atMark('ETH-PERP', -4n)]) })

/** Accounts on which policies of one market at a time break a law, by preset and law. */
export const BLOCK_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  // 100 BTC lots require 1 000: a tenth out leaves 900
  'dydx-v4 safe-afterwards': viewOf({ account: holder('500', [atMark('BTC-PERP', 100n)]) }),
  // 10 lots require 100: one lot would free 10, the floor of 1 000 sells two
  'dydx-v4 no-more-than-needed': viewOf({ account: holder('99.999999', [atMark('BTC-PERP', 10n)]) }),
  'dydx-v4 keeps-hedges': hedged('30'),
  'lighter keeps-hedges': hedged('50'),
}
