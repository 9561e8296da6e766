import {
  atoms,
  auctionFactor,
  bidPrice,
  formatDecimal,
  insolvencyLocks,
  insolventBidCash,
  insolventBidPrice,
  ratio,
  solventBid,
  type Atoms,
  type AuctionClock,
  type Auctioned,
  type AuctionPhases,
  type Ratio,
} from '@ebbline/core'
import { exactIn, type Adapter, type Inputs } from './adapter.ts'

export const DERIVE_FILE = 'lyra-derive-v2.json'

/** Decimals of money, of ratios and of seconds. */
const MONEY = 24
const RATE = 18
const MILLISECONDS = 3

const moneyText = (value: Atoms): string => formatDecimal(value, MONEY)
const rateText = (value: Ratio): string => formatDecimal(value, RATE)
const moneyIn = (inputs: Inputs, name: string): Atoms => atoms(exactIn(inputs, name, MONEY))

/** A ratio input. @throws CaseShapeError */
export const rateIn = (inputs: Inputs, name: string): Ratio => ratio(exactIn(inputs, name, RATE))

/** A time input in seconds, as milliseconds. @throws CaseShapeError */
export const timeIn = (inputs: Inputs, name: string): bigint => exactIn(inputs, name, MILLISECONDS)

/** The phases of a case, whose first factor goes by one of two names. @throws CaseShapeError */
export const phasesIn = (inputs: Inputs, start: 'start' | 'startFactor'): AuctionPhases => ({
  start: rateIn(inputs, start),
  cutoff: rateIn(inputs, 'cutoff'),
  fast: timeIn(inputs, 'fastLength'),
  slow: timeIn(inputs, 'slowLength'),
})

/** The falling price of the limit `dutch-phases` and the size `auction-fraction`. */
export const deriveDiscountCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'discount',
  run: (inputs) => ({ priceFactor: rateText(auctionFactor(timeIn(inputs, 'elapsed'), phasesIn(inputs, 'start'))) }),
}

/** A bid, cut to the largest share: the size `auction-fraction` and the limit `dutch-phases`. */
export const deriveSolventBidCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'solventBid',
  run: (inputs) => {
    const sale = { ...auctionedIn(inputs), reserved: moneyIn(inputs, 'reservedCash') }
    const bid = solventBid(sale, {
      factor: rateIn(inputs, 'priceFactor'),
      buffer: rateIn(inputs, 'bufferPct'),
      wanted: rateIn(inputs, 'bidProportion'),
    })
    return {
      bufferMargin: moneyText(bid.bufferMargin),
      bidPrice: moneyText(bid.bidPrice),
      maxProportion: rateText(bid.maxProportion),
      proportion: rateText(bid.proportion),
      cashFromBidder: moneyText(bid.cashFromBidder),
      auctionEnds: bid.auctionEnds,
    }
  },
}

/** Price of everything that is left. */
export const deriveBidPriceCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'bidPrice',
  run: (inputs) => {
    const sale = { markToMarket: moneyIn(inputs, 'markToMarket'), reserved: moneyIn(inputs, 'reservedCash') }
    return { bidPrice: moneyText(bidPrice(sale, rateIn(inputs, 'priceFactor'))) }
  },
}

/** The price of the limit `insolvent-phase`. */
export const deriveInsolventPriceCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'insolventBidPrice',
  run: (inputs) => ({ bidPrice: moneyText(insolventBidPrice(auctionedIn(inputs), clockIn(inputs))) }),
}

/** What the taker of a share receives. */
export const deriveInsolventCashCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'insolventBidCash',
  run: (inputs) => {
    const share = rateIn(inputs, 'bidProportion')
    return { cashToBidder: moneyText(insolventBidCash(auctionedIn(inputs), clockIn(inputs), share)) }
  },
}

/** The lock `insolvent-requirement`. */
export const deriveWithdrawLockCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'withdrawLock',
  run: (inputs) => ({
    withdrawalsBlocked: insolvencyLocks({
      insolventRequirement: moneyIn(inputs, 'totalInsolventRequirement'),
      fundCash: moneyIn(inputs, 'securityModuleCash'),
    }),
  }),
}

const auctionedIn = (inputs: Inputs): Auctioned => ({
  markToMarket: moneyIn(inputs, 'markToMarket'),
  maintenanceMargin: moneyIn(inputs, 'maintenanceMargin'),
})

const clockIn = (inputs: Inputs): AuctionClock => ({
  elapsed: timeIn(inputs, 'elapsed'),
  length: timeIn(inputs, 'length'),
})
