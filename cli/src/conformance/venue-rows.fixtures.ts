import type { HandRow } from './model-rows.fixtures.ts'

const FILE = 'venue-docs-and-adl.json'
const weak = { accountValue: 90, maintenanceRequirement: 100, liquidationFeeRate: 0.5 }

/** Worked by hand; one row for each adapter and branch. */
export const venueRows: readonly HandRow[] = [
  // 100 · 0.75; 0.25 · 0.5 · 100 = 12.5; 75 / 77.5 lies between 0.9677 and 0.9678
  [FILE, 'paradexShare', { ...weak, share: 0.25 }, { newMMR: 75, penalty: 12.5, newAccountValue: 77.5 }, 0],
  [FILE, 'paradexShare', { ...weak, share: 0.25 }, { newMarginRatio: 0.96775 }, { abs: 0.00005 }],
  // 75 / 77.5 > 0.8, 50 / 65 < 0.8
  [FILE, 'paradexMinShare', { ...weak, shareStep: 0.25, targetRatio: 0.8 }, { share: 0.5, penalty: 25 }, 0],
  // 50 / 65 = 0.769 > 0.7, 25 / 52.5 < 0.7; with nothing left at 0.75 everything goes
  [FILE, 'paradexMinShare', { ...weak, shareStep: 0.25, targetRatio: 0.7 }, { share: 0.75, penalty: 37.5 }, 0],
  [
    FILE,
    'paradexMinShare',
    { accountValue: 30, maintenanceRequirement: 100, liquidationFeeRate: 0.5, shareStep: 0.25, targetRatio: 0.8 },
    { share: 1, penalty: 50 },
    0,
  ],
  // short 2 at 100 with 50: at 120 equity 10 against 0.05 · 240 = 12
  [
    FILE,
    'triggerSingle',
    { side: 'short', size: 2, entry: 100, collateral: 50, price: 120, mmf: 0.05, spreadToMaintenanceMarginRatio: 1.5 },
    { equity: 10, liquidatable: true, maxSpreadDefault: 0.075 },
    0,
  ],
  // equality is safe: 12 against 12
  [
    FILE,
    'triggerSingle',
    { side: 'short', size: 2, entry: 100, collateral: 52, price: 120, mmf: 0.05, spreadToMaintenanceMarginRatio: 2 },
    { equity: 12, liquidatable: false, maxSpreadDefault: 0.1 },
    0,
  ],
  [
    FILE,
    'maxSpread',
    { spreadToMaintenanceMarginRatio: 1.5, maintenanceMarginFraction: 0.03, bankruptcyDistance: 0.01 },
    { maxSpread: 0.045, insuranceCoveredSpread: 0.035 },
    0,
  ],
  // 8 less half of 10 over 2
  [
    FILE,
    'limitPriceKeepingShare',
    { side: 'long', size: 2, price: 100, maintenanceMargin: 10, equity: 8, keepShareOfMM: 0.5 },
    { limitPrice: 98.5, equityLeft: 5 },
    0,
  ],
  [
    FILE,
    'limitPriceKeepingShare',
    { side: 'short', size: 2, price: 100, maintenanceMargin: 10, equity: 8, keepShareOfMM: 0.5 },
    { limitPrice: 101.5, equityLeft: 5 },
    0,
  ],
  [
    FILE,
    'proRataVsTargeted',
    { values: [10, 30], targetedCuts: [0.1, 0], proRataCuts: [0.3, 0.3] },
    { targetedContinuation: 39, proRataContinuation: 28 },
    0,
  ],
]
