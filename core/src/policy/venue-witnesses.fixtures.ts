import { ratio, ratioOf } from '../units/index.ts'
import { defineRules, defineTiers, type MarginRules } from '../margin/index.ts'
import { atMark, holder, rules, spread, usdc, viewOf } from '../liquidation/fixtures.ts'
import type { LiquidationView } from '../liquidation/index.ts'

/** The venue with steep tiers of BTC: 1 %, 5 % from 100 000, 10 % from 200 000, 20 % from 400 000, 40 % from 800 000. */
const steep: MarginRules = defineRules({
  numeraire: 'USDC',
  instruments: [...rules.instruments.values()],
  tiers: [...rules.tiers].map(([instrument, tiers]) => ({
    instrument,
    tiers: instrument === 'BTC-PERP' ? steepTiers() : tiers,
  })),
  collateral: [...rules.collateral.values()],
})

function steepTiers() {
  const rows = [
    ['0', '0.01'],
    ['100000', '0.05'],
    ['200000', '0.1'],
    ['400000', '0.2'],
    ['800000', '0.4'],
  ] as const
  return defineTiers(
    rows.map(([floor, rate]) => ({
      floor: usdc(floor),
      initialRate: ratio(2n * ratioOf(rate)),
      maintenanceRate: ratioOf(rate),
    })),
  )
}

/** 150 000 of BTC against 75 000 of ETH and of SOL: 4 000, 4 000 and 3 750 are required. */
const hedged = (cash: string): LiquidationView =>
  viewOf({ account: holder(cash, [atMark('BTC-PERP', 300n), atMark('ETH-PERP', -300n), atMark('SOL-PERP', -750n)]) })

/** Accounts on which policies of order-book venues break a law, by preset and law. Deep books at mark, no fee. */
export const VENUE_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  // 100 BTC lots require 1 000. A lot frees 10 and costs 6.25 of penalty: 27 lots; with 13 of them done, all the rest is handed over.
  'binance no-gain-from-splitting': viewOf({ account: holder('900', [atMark('BTC-PERP', 100n)]) }),
  // A BTC lot in the second tier frees 20 and costs 6.25: 91 lots for the 1 250 that are missing.
  'binance keeps-hedges': hedged('10500'),
  // 502 500 and 47 500 require 20 100; 805 lots go two tiers down. With 402 of them sold for a fee of 100.5, 11 959.5 are left of 11 960.
  'okx no-gain-from-splitting': viewOf({
    account: holder('12060', [atMark('BTC-PERP', -1_005n), atMark('ETH-PERP', 190n)]),
    feeRate: '0.0005',
  }),
  // 850 000 in the fifth tier require 126 000; two tiers down, at 400 000, still 26 000. 1 % of all are 8 500.
  'okx safe-afterwards': viewOf({ account: holder('20000', [atMark('BTC-PERP', 1_700n)]), rules: steep }),
  // 1 200 lots, 600 000 in the third tier, require 26 000.
  'okx no-more-than-needed': viewOf({ account: holder('25999.999999', [atMark('BTC-PERP', 1_200n)]) }),
  // 600 000 either way: BTC requires 26 000 in its third tier, ETH 46 000 in its second; 36 000 in the lowest ones.
  'okx keeps-hedges': viewOf({ account: holder('60000', [atMark('BTC-PERP', 1_200n), atMark('ETH-PERP', -2_400n)]) }),
  // 4 160 required; at two fifths 81 BTC lots = 40 500 and 4 080 contracts = 40 800.
  'paradex keeps-hedges': viewOf({ account: spread('4100') }),
}
