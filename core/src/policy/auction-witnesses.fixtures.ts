import { atoms, lots } from '../units/index.ts'
import { atMark, holder, usdc, viewOf } from '../liquidation/fixtures.ts'
import { afterUnfilled, startMemory, type LiquidationView } from '../liquidation/index.ts'

/** Accounts on which auctions break a law, by preset and law. 100 BTC lots: notional 50 000, requirement 1 000. */
export const AUCTION_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  // what was paid in is all that is left: the auction is over, and the account is due again
  'derive-v2 no-chatter': viewOf({
    account: holder('600', [atMark('BTC-PERP', 100n)]),
    episode: { ...startMemory(0), reserved: usdc('600') },
  }),
  // ten minutes in, 400 more would sell 71 lots: 399 · 0.2167 · 0.71 = 61 pays for the 36 that bidders want
  'derive-v2 never-more-when-healthier': viewOf({
    account: holder('-1', [atMark('BTC-PERP', 100n)]),
    time: 600_000,
  }),
  'derive-v2 safe-afterwards': viewOf({
    account: holder('-1', [atMark('BTC-PERP', 100n)]),
    episode: afterUnfilled(startMemory(0)),
  }),
  // 204 BTC lots against 10 200 inverse contracts, 102 000 each: some 30 lots = 15 000 and 1 524 contracts = 15 240 are sold
  'derive-v2 keeps-hedges': viewOf({
    account: holder('4100', [
      atMark('BTC-PERP', 204n),
      { instrument: 'BTC-INV', size: lots(-10_200n), entryValue: atoms(204_000_000n) },
    ]),
  }),
}
