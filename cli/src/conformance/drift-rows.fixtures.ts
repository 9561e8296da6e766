import type { HandRow } from './model-rows.fixtures.ts'

const FILE = 'drift-v2.json'

/** A market at 100 with 7 % margin of which a keeper takes 1 %: 6 a unit. */
const market = { marginRatio: 0.07, liquidatorFee: 0.01, oraclePrice: 100, quotePrice: 1 }
/** A coin of 8 decimals at 50 against dollars of 6. */
const coin = { liabilityDecimals: 8, liabilityPrice: 50, liabilityMultiplier: 1 }
const dollar = { assetDecimals: 6, assetPrice: 1, assetMultiplier: 1 }
const weights = { assetWeight: 0.9, assetMultiplier: 1, liabilityWeight: 1.2 }

/** A hundred at 100 on 600 of collateral, a tenth as maintenance and as buffer, no fees: 1 000 + 1 000 - 600 are missing, 20 a unit are freed. */
const account = {
  collateral: 600,
  positionSize: 100,
  quoteEntry: -10_000,
  openBids: 0,
  oraclePrice: 100,
  maintenanceMarginRatio: 0.1,
  marginBuffer: 0.1,
  liquidatorFee: 0,
  maxInsuranceFee: 0,
  stepSize: 10,
  initialPct: 0.5,
  durationSlots: 10,
  openOrderMargin: 0.01,
}

/** Cases of Drift v2, worked out by hand. */
export const driftRows: readonly HandRow[] = [
  [
    FILE,
    'sizeToCoverShortage',
    { ...market, marginShortage: 30, insuranceFee: 0.01 },
    { baseAmount: 6, baseAmountAtoms: '6000000000' },
    0,
  ],
  [
    FILE,
    'sizeToCoverShortage',
    { ...market, liquidatorFee: 0.07, marginShortage: 30, insuranceFee: 0 },
    { verdict: 'unlimited' },
    0,
  ],
  // 0.95 · (6 % - 22/1 000)
  [
    FILE,
    'insuranceFeeRate',
    { ...market, marginShortage: 22, baseAmount: 10, maxInsuranceFee: 1 },
    { insuranceFee: 0.0361 },
    0,
  ],
  // 500 · 60 % - 100 of 400
  [
    FILE,
    'maxPortion',
    { marginShortage: 400, initialPct: 0.1, durationSlots: 150, slotsElapsed: 75, marginAlreadyFreed: 100 },
    { maxPortion: 0.5 },
    0,
  ],
  [
    FILE,
    'liquidatorFeeRamp',
    { baseFee: 0.01, maxFee: 0.05, slotsElapsed: 2_000, graceSlots: 1_500, increasePerSlot: 1e-6 },
    { liquidatorFee: 0.012 },
    0,
  ],
  // 10 of 50 · (1.2 - 0.9)
  [
    FILE,
    'liabilityToCoverShortage',
    { ...weights, ...coin, marginShortage: 10, insuranceFee: 0 },
    { liabilityTransfer: 0.66666666, liabilityTransferAtoms: '66666666' },
    0,
  ],
  [
    FILE,
    'liabilityToCoverShortage',
    { ...weights, ...coin, assetWeight: 1.2, marginShortage: 10, insuranceFee: 0 },
    { verdict: 'unlimited' },
    0,
  ],
  [
    FILE,
    'liabilityImpliedByAsset',
    { ...dollar, ...coin, assetAmountAtoms: '1000000' },
    { liabilityTransferAtoms: '2000000' },
    0,
  ],
  [
    FILE,
    'assetForLiability',
    { ...dollar, ...coin, assetAmountAtoms: '90000000', liabilityTransferAtoms: '2000000' },
    { assetTransferAtoms: '1000000' },
    0,
  ],
  // (0.3 - 6/50) / 1.2
  [
    FILE,
    'spotInsuranceFeeRate',
    { ...weights, ...coin, marginShortage: 6, liabilityAmount: 1, maxInsuranceFee: 1 },
    { insuranceFee: 0.15 },
    0,
  ],
  [
    FILE,
    'swapBound',
    {
      assetTransfer: 1,
      liabilityTransfer: 40,
      assetPrice: 50,
      liabilityPrice: 1,
      assetMultiplier: 1.25,
      liabilityMultiplier: 1,
    },
    { accepted: true, worstCasePrice: 40 },
    0,
  ],
  // 100 / 8 = 12.5
  [
    FILE,
    'socializedFundingDelta',
    { loss: -100, openInterestLong: 5, openInterestShort: -3 },
    { lossPerBaseUnit: 12.5, fundingRateDeltaAtoms: '12500000000' },
    0,
  ],
  [
    FILE,
    'socializedDepositDelta',
    { borrow: 1, totalDeposits: 3, cumulativeInterest: 1 },
    { interestDelta: 0.3333333334, interestDeltaAtoms: '3333333334' },
    0,
  ],
  // 100 - (20.000001 - 0.000001) - 30
  [
    FILE,
    'bankruptcyWaterfall',
    { loss: 100, insuranceAvailable: 20.000001, feePool: 30, totalBaseOpenInterest: 10, holderBase: 3 },
    { socialized: 50, lossPerBaseUnit: 5, costToHolder: 15 },
    0,
  ],
  // 1 400 are missing: half of 70 is rounded up to 40; then 600 of which a keeper takes 20 of 30; then 200: the 10 that are needed
  [
    FILE,
    'liquidateStep',
    {
      ...account,
      steps: [
        { slot: 3, liquidatorMaxBase: 1_000 },
        { slot: 8, liquidatorMaxBase: 20 },
        { slot: 8, liquidatorMaxBase: 1_000 },
      ],
    },
    {
      steps: [
        { positionSize: 60, quoteBalanceInPosition: -6_000, marginFreed: 800, stillBeingLiquidated: true },
        { positionSize: 40, quoteBalanceInPosition: -4_000, marginFreed: 1_200, stillBeingLiquidated: true },
        { positionSize: 30, marginFreed: 0, insuranceFeePaid: 0, stillBeingLiquidated: false },
      ],
    },
    0,
  ],
]
