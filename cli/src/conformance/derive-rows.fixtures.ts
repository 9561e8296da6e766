import type { HandRow } from './model-rows.fixtures.ts'

const FILE = 'lyra-derive-v2.json'
const close = { abs: 1e-9 }
const phases = { cutoff: 0.6, fastLength: 10, slowLength: 10 }
const quiet = { spot: 100, spotConf: 1, perp: 0, perpPrice: 100, perpConf: 1, base: 0, unrealizedPerpCash: 0 }
const short = { maintenanceMargin: -300, markToMarket: -100, elapsed: 300, length: 600 }
/** A call at its strike, now: worth nothing. */
const written = { strike: 100, call: true, amount: -1, vol: 0.8, volConf: 1 }
const expiry = { secondsToExpiry: 0, forwardConf: 1 }
/** A perpetual of 100 on 12 of cash: 15 % and 2 % of it are required. */
const portfolio = { ...quiet, cash: 12, stablePrice: 1, perp: 1, expiries: [] }

/** Worked by hand; one row for each adapter and branch. */
export const deriveRows: readonly HandRow[] = [
  [FILE, 'discount', { ...phases, start: 0.8, elapsed: 5 }, { priceFactor: 0.7 }, 0],
  [FILE, 'discount', { ...phases, start: 0.8, elapsed: 15 }, { priceFactor: 0.3 }, 0],
  // BM = -100 - 0.1 · 400; f = 140 / (140 + 270 + 50 · 0.1)
  [
    FILE,
    'solventBid',
    {
      maintenanceMargin: -100,
      markToMarket: 300,
      bufferPct: 0.1,
      priceFactor: 0.9,
      reservedCash: 50,
      bidProportion: 1,
    },
    {
      bufferMargin: -140,
      bidPrice: 225,
      maxProportion: 140 / 415,
      proportion: 140 / 415,
      cashFromBidder: (225 * 140) / 415,
      auctionEnds: true,
    },
    close,
  ],
  [FILE, 'bidPrice', { markToMarket: 300, reservedCash: 50, priceFactor: 0.9 }, { bidPrice: 225 }, 0],
  [FILE, 'insolventBidPrice', short, { bidPrice: -200 }, 0],
  [FILE, 'insolventBidCash', { ...short, bidProportion: 0.25 }, { cashToBidder: 50 }, 0],
  [FILE, 'withdrawLock', { totalInsolventRequirement: 600, securityModuleCash: 599 }, { withdrawalsBlocked: true }, 0],
  [FILE, 'withdrawLock', { totalInsolventRequirement: 0, securityModuleCash: 0 }, { withdrawalsBlocked: false }, 0],
  // 6.5 % and 5 % of 200; a call at the money 15 % and 7.5 % of 100
  [
    FILE,
    'srmMargin',
    {
      cash: 50,
      stablePrice: 1,
      markets: [{ ...quiet, name: 'X', perp: -2, expiries: [{ ...expiry, forward: 100, options: [written] }] }],
    },
    { initialMargin: 22, maintenanceMargin: 32.5, markToMarket: 50 },
    close,
  ],
  // 15 lost upwards and 1 for a naked call; a quarter of the 5 that the forward alone would cost
  [
    FILE,
    'pmrmMargin',
    {
      ...quiet,
      cash: 50,
      stablePrice: 1,
      expiries: [{ ...expiry, forwardVariable: 100, forwardFixed: 0, rate: 0, rateConf: 1, options: [written] }],
    },
    { markToMarket: 0, basisContingency: -1.25, staticContingency: 1, initialMargin: 29.2, maintenanceMargin: 34 },
    close,
  ],
  // BM = 12 - 1.2 · 17 = -8.4; f = 8.4 / (8.4 + 12 · 0.7 + 2 · 0.3); a tenth is wanted: 0.7 paid, 2 + 9 + 0.7 left and 15.3 required
  [
    FILE,
    'auctionOverPmrm',
    {
      ...phases,
      startFactor: 0.8,
      elapsed: 5,
      bufferPct: 0.2,
      reservedCashBefore: 2,
      wantProportion: 0.1,
      portfolio,
    },
    {
      preMtM: 12,
      preMM: -5,
      preBM: -8.4,
      maxProportion: 8.4 / 17.4,
      cashFromBidder: 0.7,
      proportion: 0.1,
      postMtM: 11.7,
      postMM: -3.6,
      postBM: -6.66,
    },
    close,
  ],
  // E = 40 of 50: BM = -20, f = 20 / (20 + 20); half of it leaves 20 + 10 with 25 required: BM = 30 - 1.2 · 25 = 0, so a quarter first:
  // E = 30 + 5 = 35 of 37.5, BM = -10, R = 5, f = 10 / (10 + 17.5 + 2.5)
  [
    FILE,
    'bufferRestoring',
    { size: 1, entry: 60, mark: 100, cash: 0, mmPerpReq: 0.5, bufferPct: 0.2, priceFactor: 0.5, firstBid: 0.25 },
    {
      maintenanceMargin: -10,
      markToMarket: 40,
      bufferMargin: -20,
      maxProportion: 0.5,
      secondMaxProportion: 1 / 3,
      bufferMarginAfter: 0,
    },
    close,
  ],
]
