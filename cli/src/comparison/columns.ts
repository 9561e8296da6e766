/** One column of a text table: a metric, and what its column is called; `MONEY` stands for the currency. */
export interface MetricColumn {
  readonly metric: string
  readonly head: string
}

/** Columns that are read together. */
export interface Block {
  readonly title: string
  readonly columns: readonly MetricColumn[]
}

const column = (metric: string, head: string): MetricColumn => ({ metric, head })

/** What is shown, cost first: five columns a block, so that a block with both bounds fits in 120 columns. */
export const BLOCKS: readonly Block[] = [
  {
    title: 'BOTH SIDES: what traders lose, and what the venue and its other users lose',
    columns: [
      column('traderLoss', 'trader loss, MONEY'),
      column('venueLoss', 'venue loss, MONEY'),
      column('vaultResult', 'vault, MONEY'),
      column('backstopResult', 'backstops, MONEY'),
      column('giniOfLosses', 'inequality'),
    ],
  },
  {
    title: 'COST to the venue and to other users',
    columns: [
      column('badDebt', 'bad debt, MONEY'),
      column('fundDrawdown', 'fund fall, MONEY'),
      column('adlNotional', 'ADL, MONEY'),
      column('socialised', 'socialised, MONEY'),
      column('timeAtRiskSec', 'time at risk, s'),
    ],
  },
  {
    title: 'COST to the market and to the accounts treated',
    columns: [
      column('forcedNotional', 'forced, MONEY'),
      column('overLiquidationRatio', 'over-liquidation'),
      column('unnecessaryRate', 'unnecessary'),
      column('slippageBps', 'slippage, bp'),
      column('peakImpactBps', 'peak impact, bp'),
    ],
  },
  {
    title: 'BENEFIT to the accounts treated',
    columns: [
      column('equityPreserved', 'equity kept'),
      column('positionPreserved', 'position kept'),
      column('accountsTouched', 'touched'),
      column('accountsRestored', 'restored'),
      column('accountsBankrupt', 'bankrupt'),
    ],
  },
]
