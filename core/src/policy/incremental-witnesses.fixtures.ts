import { atoms, lots } from '../units/index.ts'
import { atMark, book, deep, holder, portfolioRules, viewOf } from '../liquidation/fixtures.ts'
import { startMemory, type LiquidationView } from '../liquidation/index.ts'

/** A fund with 100 BTC lots and far more equity than they require, deep books. */
const inventory = viewOf({ account: holder('100000', [atMark('BTC-PERP', 100n)]) })

/** Accounts on which policies that close step by step break a law, by preset and law. */
export const INCREMENTAL_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  'vega-network safe-afterwards': inventory,
  'vega-network no-more-than-needed': inventory,
  // 3 000 contracts are 30 000: 10.6 % are 3 180; each lot of the perpetual frees 47
  'deribit-incremental never-flips': viewOf({
    account: holder('3000', [{ instrument: 'BTC-INV', size: lots(3_000n), entryValue: atoms(-60_000_000n) }]),
    rules: portfolioRules,
    books: [book('BTC-INV', [], []), deep('BTC-PERP')],
    episode: { ...startMemory(0), stage: 1 },
  }),
  // 100 BTC lots: notional 50 000, requirement 1 000
  'deribit-incremental safe-afterwards': viewOf({ account: holder('500', [atMark('BTC-PERP', 100n)]) }),
  // 300 SOL lots are 30 000 and require 1 500, 140 BTC lots are 70 000 and require 1 400: 3 000 of SOL go
  'deribit-incremental keeps-hedges': viewOf({
    account: holder('2000', [atMark('SOL-PERP', 300n), atMark('BTC-PERP', -140n)]),
  }),
}
