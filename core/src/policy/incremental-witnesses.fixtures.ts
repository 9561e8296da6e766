import { atMark, holder, viewOf } from '../liquidation/fixtures.ts'
import type { LiquidationView } from '../liquidation/index.ts'

/** A fund with 100 BTC lots and far more equity than they require, deep books. */
const inventory = viewOf({ account: holder('100000', [atMark('BTC-PERP', 100n)]) })

/** Accounts on which policies that close step by step break a law, by preset and law. */
export const INCREMENTAL_WITNESSES: Readonly<Record<string, LiquidationView>> = {
  'vega-network safe-afterwards': inventory,
  'vega-network no-more-than-needed': inventory,
}
