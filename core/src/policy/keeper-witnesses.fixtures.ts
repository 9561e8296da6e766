import { atoms, lots } from '../units/index.ts'
import { atMark, holder, viewOf } from '../liquidation/fixtures.ts'
import { startMemory, type LiquidationView } from '../liquidation/index.ts'

/** An episode that no keeper served, so that orders go to the book. */
const toTheBook = { ...startMemory(0), stage: 1 }

/** Accounts on which policies that close a little at a time break a law, by preset and law. */
export const KEEPER_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  // 4 BTC lots: 2 000, requirement 40 and a buffer of 40; 50 are missing: a tenth of 4 lots. With 0.400001 more all 4.
  'drift-v2 never-more-when-healthier': viewOf({ account: holder('30', [atMark('BTC-PERP', 4n)]) }),
  // 20 SOL lots: 2 000, requirement 100 and a buffer of 40; 50 are missing: half of 10 lots after 60 of 150 slots. After 2 of these 40 are.
  'drift-v2 no-gain-from-splitting': viewOf({
    account: holder('90', [atMark('SOL-PERP', 20n)]),
    episode: toTheBook,
    time: 24_000,
  }),
  // 100 BTC lots require 1 000: a tenth of everything goes.
  'drift-v2 safe-afterwards': viewOf({ account: holder('500', [atMark('BTC-PERP', 100n)]), episode: toTheBook }),
  // One atom under 40, where one lot of 10 would do: the buffer takes all 4.
  'drift-v2 no-more-than-needed': viewOf({
    account: holder('39.999999', [atMark('BTC-PERP', 4n)]),
    episode: toTheBook,
  }),
  // 2 BTC lots against 4 ETH lots: 1 000 each; a shock that took 50 of both takes 100 of the other once a lot is gone.
  'drift-v2 keeps-hedges': viewOf({ account: holder('30', [atMark('BTC-PERP', 2n), atMark('ETH-PERP', -4n)]) }),
  // 100 BTC lots require 1 000: below half of it two lots of 500 go, above it ten.
  'ftx-incremental never-more-when-healthier': viewOf({ account: holder('490', [atMark('BTC-PERP', 100n)]) }),
  // Handed back at 600 of 1 000, where the slices are due.
  'ftx-incremental no-chatter': viewOf({
    account: holder('600', [atMark('BTC-PERP', 100n)]),
    episode: { ...startMemory(0), stage: 1 },
  }),
  'ftx-incremental safe-afterwards': viewOf({ account: holder('600', [atMark('BTC-PERP', 100n)]) }),
  'ftx-incremental no-more-than-needed': viewOf({ account: holder('999.999999', [atMark('BTC-PERP', 100n)]) }),
  // 204 BTC lots against 10 200 inverse contracts, 102 000 each: a tenth is 20 lots = 10 000 and 1 040 contracts = 10 400.
  'ftx-incremental keeps-hedges': viewOf({
    account: holder('3900', [
      atMark('BTC-PERP', 204n),
      { instrument: 'BTC-INV', size: lots(-10_200n), entryValue: atoms(204_000_000n) },
    ]),
  }),
}
