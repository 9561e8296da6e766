import type { HandRow } from './model-rows.fixtures.ts'

const FILE = 'synthetix-v3.json'
/** 1 % of 100, a tenth of it, ten seconds: 1. */
const window = { makerFee: 0.006, takerFee: 0.004, skewScale: 100, accumulationMultiplier: 0.1, windowSeconds: 10 }
const plain = { skew: 9, maxLiquidationPd: 0.1, endorsed: false }
const pay = { minKeeperRewardAtoms: 5, minProfitRatio: '0.5', maxKeeperReward: '1', maxScalingRatio: '0.5' }

/** Worked by hand; one row for each adapter and branch. */
export const synthetixRows: readonly HandRow[] = [
  [
    FILE,
    'liquidationWindow',
    {
      ...window,
      maxLiquidationPd: 0,
      steps: [
        { t: 0, account: 'a', request: 0.75 },
        { t: 2, account: 'b', request: 0.75 },
        { t: 9.5, account: 'a', request: 1 },
        { t: 10, account: 'a', request: 1 },
        { t: 12, account: 'c', request: 0.1 },
      ],
    },
    { windowCapacity: 1, liquidated: [0.75, 0.25, 0, 0.75, 0.1] },
    0,
  ],
  // 9 % is below 10 %, but not twice at one time; 10 % is not; whoever is endorsed takes all
  [
    FILE,
    'liquidationWindowSkew',
    {
      ...window,
      steps: [
        { ...plain, t: 0, request: 2 },
        { ...plain, t: 0, request: 2 },
        { ...plain, t: 1, request: 2 },
        { ...plain, t: 2, request: 2, skew: -10 },
        { ...plain, t: 3, request: 2, maxLiquidationPd: 0 },
        { ...plain, t: 4, request: 2, endorsed: true },
      ],
    },
    { windowCapacity: 1, liquidated: [1, 0, 1, 0, 0, 2] },
    0,
  ],
  // 100 · (1 + 1 / 50) and 10 · (1 - 2 / 50)
  [
    FILE,
    'skewFillPnl',
    {
      collateral: 5,
      positions: [
        { market: 'A', size: 2, skewScale: 50, entryOraclePrice: 100, oraclePrice: 110 },
        { market: 'B', size: -4, skewScale: 50, entryOraclePrice: 10, oraclePrice: 9 },
      ],
    },
    { pnl: [16, 2.4], availableMargin: 23.4 },
    0,
  ],
  // 100 + 50, 100 + 20 and 100 + 5 under a cap of 0.5e18
  [
    FILE,
    'keeperReward',
    { ...pay, flagReward: '0.00000000000000002', executionCostAtoms: 100, collateralValue: '1' },
    { rewardAtoms: '150' },
    0,
  ],
  [
    FILE,
    'keeperReward',
    { ...pay, flagReward: '2', executionCostAtoms: 1, collateralValue: '1' },
    { rewardAtoms: '500000000000000000' },
    0,
  ],
  [
    FILE,
    'keeperReward',
    { ...pay, flagReward: '2', executionCostAtoms: 1, collateralValue: '0' },
    { rewardAtoms: '1000000000000000000' },
    0,
  ],
  [
    FILE,
    'flagReward',
    {
      markets: [
        { price: 100, size: -2, flagRewardRatio: 0.01 },
        { price: 10, size: 5, flagRewardRatio: 0.1 },
      ],
      minKeeperReward: 8,
      maxKeeperReward: 9,
    },
    { rawFlagReward: 7, reward: 8 },
    0,
  ],
]
