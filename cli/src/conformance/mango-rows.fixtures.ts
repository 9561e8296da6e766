import type { HandRow } from './model-rows.fixtures.ts'

const FILE = 'mango-v4.json'
const perpetual = { baseLots: 2, quote: -10, bids: 0, asks: 0, lotSize: 1, price: 5, assetWeight: 0.8, liabWeight: 1.2 }
const loss = { settleTokenAssetWeight: 0.5, settlePrice: 1, insurancePrice: 4, baseLiquidationFee: 0, settleLimit: 0 }

/** Worked by hand; one row for each adapter and branch. */
export const mangoRows: readonly HandRow[] = [
  // u = -4 + 4 · 0.5 = -2 is short of 2: ⌈2 / 0.5⌉ = 4 lots
  [
    FILE,
    'perpBaseOrPnl',
    {
      baseAssetWeight: 0.5,
      baseLiabWeight: 1.5,
      overallAssetWeight: 0,
      positivePnlFee: 0,
      settleToken: 0,
      perpBaseLots: 4,
      perpQuote: -4,
      otherToken: 0,
      maxBaseTransfer: 9,
      maxPnlTransfer: 0,
      price: 1,
      baseLiquidationFee: 0,
      tokenWeights: 1,
    },
    { settleToken: 0, perpBaseLots: 0, perpQuote: 0 },
    0,
  ],
  // u: 8 · 0.5 · 0.5 - 8 = -6, 8 · 0.5 - 8 = -4, 8 · 0.75 - 8 = -2; a lot frees 0.5, 4 - 1 are missing: 6 lots
  [
    FILE,
    'threeHealths',
    {
      settleToken: 1,
      perpBaseLots: 8,
      perpQuote: -8,
      oraclePrice: 1,
      stablePrice: 0.5,
      overallAssetWeight: 1,
      initBaseAssetWeight: 0.5,
      maintBaseAssetWeight: 0.75,
      maxBaseTransfer: 9,
      maxPnlTransfer: 0,
    },
    { initHealth: -5, liquidationEndHealth: -3, maintHealth: -1, baseAfter: 2, liquidationEndHealthAfter: 0 },
    0,
  ],
  // healthy at maintenance: nothing is cut
  [
    FILE,
    'threeHealths',
    {
      settleToken: 3,
      perpBaseLots: 8,
      perpQuote: -8,
      oraclePrice: 1,
      stablePrice: 0.5,
      overallAssetWeight: 1,
      initBaseAssetWeight: 0.5,
      maintBaseAssetWeight: 0.75,
      maxBaseTransfer: 9,
      maxPnlTransfer: 0,
    },
    { initHealth: -3, liquidationEndHealth: -1, maintHealth: 1, baseAfter: 8, liquidationEndHealthAfter: -1 },
    0,
  ],
  // 4 · 0.75 - 3 · 1.25 = -0.75; a unit frees 1.25 - 0.75 = 0.5
  [
    FILE,
    'tokenForToken',
    {
      assetTokenWeight: 0.75,
      liabTokenWeight: 0.75,
      perpOverallWeight: 1,
      assetToken: 4,
      assetPerpPnl: 0,
      liabToken: -3,
      liabPerpPnl: 0,
      otherHealth: 0,
      maxLiabTransfer: 9,
      prices: 1,
      fees: 0,
    },
    { assetToken: 2.5, liabToken: -1.5 },
    0,
  ],
  [
    FILE,
    'tokenForToken',
    {
      assetTokenWeight: 0.75,
      liabTokenWeight: 0.75,
      perpOverallWeight: 1,
      assetToken: 4,
      assetPerpPnl: -4,
      liabToken: -3,
      liabPerpPnl: 0,
      otherHealth: 0,
      maxLiabTransfer: 9,
      prices: 1,
      fees: 0,
    },
    { verdict: 'rejected' },
    0,
  ],
  // 4 · 0.5 · 0.5 - 3 · 2 · 1.5 · 2; 4 - 3 · 1.5 = -0.5 at 0.5 a unit; 4 - 3 · 1.25
  [
    FILE,
    'tokenForTokenStable',
    {
      assetToken: 4,
      liabToken: -3,
      assetWeight: 1,
      initLiabWeight: 1.5,
      maintLiabWeight: 1.25,
      oraclePrices: 1,
      assetStablePrice: 0.5,
      liabStablePrice: 2,
      assetDepositScale: 0.5,
      liabBorrowScale: 2,
      maxLiabTransfer: 9,
    },
    {
      initHealth: -17,
      liquidationEndHealth: -0.5,
      maintHealth: 0.25,
      assetAfter: 3,
      liabAfter: -2,
      liquidationEndHealthAfter: 0,
    },
    0,
  ],
  // bids: 3 · 5 · 0.8 - 15 = -3; asks: -1 · 5 · 1.2 + 5 = -1; (2 - 3) · 1.5 + 4 · 5 · 0.5 · 0.5
  [
    FILE,
    'initHealth',
    {
      token1: 2,
      token2: 4,
      token3: 0,
      perp: { ...perpetual, bids: 1, asks: 3, overallWeight: 0.5 },
      prices: [1, 5, 1],
      assetWeights: [1, 0.5, 1],
      liabWeights: [1.5, 2, 2],
      weightScale: [1, 0.5, 1],
    },
    { initHealth: 3.5 },
    0,
  ],
  // nothing can be settled; -8 · 1.5 + 6 = -6 lacks 4; ⌈4 / 4⌉ = 1 of 1, which empties the fund
  [
    FILE,
    'negPnlOrBankruptcy',
    { ...loss, settleToken: 0, perpPnl: -8, otherHealth: 6, insuranceAvailable: 1, maxLiabTransfer: 9 },
    {
      liqeeSettleToken: 0,
      liqeePerpPnl: -4,
      liqorSettleToken: 0,
      liqorPerpPnl: -4,
      insurancePaid: 1,
      socialized: 0,
    },
    0,
  ],
  [
    FILE,
    'negPnlOrBankruptcy',
    { ...loss, settleToken: 0, perpPnl: 0, otherHealth: 6, insuranceAvailable: 1, maxLiabTransfer: 9 },
    { verdict: 'rejected' },
    0,
  ],
]
