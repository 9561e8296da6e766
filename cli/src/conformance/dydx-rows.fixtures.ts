import type { HandRow } from './model-rows.fixtures.ts'

const FILE = 'dydx-v4.json'

/** One at 1 000 with a tenth as requirement and 950 owed: 50 of 100 is left. */
const half = {
  quoteBalance: '-950',
  positions: [
    { market: 'X', size: '1', oraclePrice: '1000', initialMarginFraction: '0.2', maintenanceMarginFraction: '0.1' },
  ],
}
const closing = { ...half, closeMarket: 'X', closeSizeDelta: '-0.3' }
const fill = {
  ...half,
  side: 'sell',
  fillSize: '0.3',
  fillPrice: '975',
  maxLiquidationFee: '0.01',
  quoteStep: '0.000001',
}
const tick = { tickSize: '100', quantumConversionExponent: 1, maxUint: '100000' }
const used = { maxNotionalPerBlock: '100', notionalAlreadyLiquidated: '40' }
const lost = { maxInsuranceLossPerBlock: '10', insuranceAlreadyLost: '20' }
const fills = ['0.2', '0.3', '0.1'].map((size) => ({ market: 'X', size, oracle: '1000' }))

/** Cases of dYdX v4, worked out by hand. */
export const dydxRows: readonly HandRow[] = [
  [FILE, 'trigger', half, { liquidatable: true, netCollateral: '50', maintenanceRequirement: '100' }, 0],
  [
    FILE,
    'trigger',
    { quoteBalance: '-1', positions: [] },
    { liquidatable: false, netCollateral: '-1', maintenanceRequirement: '0' },
    0,
  ],
  // 300 less three tenths of 50
  [FILE, 'bankruptcyQuote', closing, { bankruptcyQuoteDelta: '285' }, 0],
  [FILE, 'closeDeltaValidity', { ...closing, closeSizeDelta: '0.3' }, { verdict: 'invalidCloseDelta' }, 0],
  // half of half of a tenth off
  [
    FILE,
    'fillablePrice',
    { ...closing, bankruptcyAdjustment: '1', spreadToMaintenanceMarginRatio: '0.5' },
    { fillablePrice: '975' },
    0,
  ],
  // 292.5 against 285; a hundredth of 292.5 is less than the 7.5 between them
  [FILE, 'insuranceFundDelta', fill, { insuranceFundDelta: '2.925' }, 0],
  [FILE, 'insuranceFundDelta', { ...fill, fillPrice: '940' }, { insuranceFundDelta: '-3' }, 0],
  [FILE, 'insuranceFundDelta', { ...fill, fillSize: '0' }, { verdict: 'zeroFillSize' }, 0],
  [
    FILE,
    'tickRounding',
    { ...tick, fillablePriceQuotePerBaseQuantum: '1234.5', liquidatingSide: 'long' },
    { subticks: '200' },
    0,
  ],
  [
    FILE,
    'tickRounding',
    { ...tick, fillablePriceQuotePerBaseQuantum: '1234.5', liquidatingSide: 'short' },
    { subticks: '100' },
    0,
  ],
  [
    FILE,
    'accountBlockBudget',
    { ...used, ...lost, marketAlreadyLiquidatedThisBlock: false },
    { remainingNotional: '60', remainingInsuranceLoss: 'limitAlreadyExceeded' },
    0,
  ],
  [
    FILE,
    'accountBlockBudget',
    { ...used, ...lost, marketAlreadyLiquidatedThisBlock: true },
    { verdict: 'marketAlreadyLiquidatedThisBlock' },
    0,
  ],
  [
    FILE,
    'positionBlockLimit',
    { positionSize: '-2', oraclePrice: '1000', minNotionalLiquidated: '100', maxPortionLiquidated: '0.1' },
    { minNotional: '100', maxNotional: '200' },
    0,
  ],
  [
    FILE,
    'blockBudgetAcrossFills',
    { fillsInOrder: fills, maxNotionalPerBlock: '499' },
    { status: 'stoppedMaxNotionalPerBlock', notionalLiquidated: '200' },
    0,
  ],
  [
    FILE,
    'blockBudgetAcrossFills',
    { fillsInOrder: fills, maxNotionalPerBlock: 'unlimited' },
    { status: 'ok', notionalLiquidated: '600' },
    0,
  ],
]
