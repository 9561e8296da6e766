import {
  bidOnPortfolio,
  pmrmMargin,
  srmMargin,
  type OptionHolding,
  type PmrmExpiry,
  type PmrmPortfolio,
  type SrmExpiry,
  type SrmMarket,
} from '@ebbline/core'
import { flagIn, listIn, numberIn, recordIn, recordOf, textIn, type Adapter, type Inputs } from './adapter.ts'
import { DERIVE_FILE, phasesIn, rateIn, timeIn } from './derive-auction.ts'

/** The standard margin with the numbers of the source's tests. */
export const deriveSrmCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'srmMargin',
  run: (inputs) => {
    const { initialMargin, maintenanceMargin, markToMarket } = srmMargin({
      cash: numberIn(inputs, 'cash'),
      stablePrice: numberIn(inputs, 'stablePrice'),
      markets: listIn(inputs, 'markets').map(marketOf),
    })
    return { initialMargin, maintenanceMargin, markToMarket }
  },
}

/** The portfolio margin with the numbers of the source's tests; a case's value of a portfolio leaves the cash out. */
export const derivePmrmCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'pmrmMargin',
  run: (inputs) => {
    const margin = pmrmMargin(portfolioOf(inputs))
    return {
      markToMarket: margin.positionValue,
      basisContingency: margin.basisContingency,
      staticContingency: margin.staticContingency,
      initialMargin: margin.initialMargin,
      maintenanceMargin: margin.maintenanceMargin,
    }
  },
}

/** One bid in the auction of a portfolio: the kernels of the auction on the numbers of the portfolio margin. */
export const deriveAuctionCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'auctionOverPmrm',
  run: (inputs) => {
    const { before, maxProportion, proportion, cashFromBidder, after } = bidOnPortfolio(
      portfolioOf(recordIn(inputs, 'portfolio')),
      {
        phases: phasesIn(inputs, 'startFactor'),
        elapsed: timeIn(inputs, 'elapsed'),
        buffer: rateIn(inputs, 'bufferPct'),
        reserved: numberIn(inputs, 'reservedCashBefore'),
        wanted: numberIn(inputs, 'wantProportion'),
      },
    )
    return {
      preMtM: before.markToMarket,
      preMM: before.maintenanceMargin,
      preBM: before.bufferMargin,
      maxProportion,
      cashFromBidder,
      proportion,
      postMtM: after.markToMarket,
      postMM: after.maintenanceMargin,
      postBM: after.bufferMargin,
    }
  },
}

const marketOf = (listed: unknown): SrmMarket => {
  const market = recordOf('markets', listed)
  return {
    name: textIn(market, 'name'),
    spot: numberIn(market, 'spot'),
    spotConfidence: numberIn(market, 'spotConf'),
    perpetual: numberIn(market, 'perp'),
    perpetualPrice: numberIn(market, 'perpPrice'),
    perpetualConfidence: numberIn(market, 'perpConf'),
    base: numberIn(market, 'base'),
    unrealisedProfit: numberIn(market, 'unrealizedPerpCash'),
    expiries: listIn(market, 'expiries').map(srmExpiryOf),
  }
}

const srmExpiryOf = (listed: unknown): SrmExpiry => {
  const expiry = recordOf('expiries', listed)
  return {
    secondsToExpiry: numberIn(expiry, 'secondsToExpiry'),
    forward: numberIn(expiry, 'forward'),
    forwardConfidence: numberIn(expiry, 'forwardConf'),
    options: listIn(expiry, 'options').map(optionOf),
  }
}

const portfolioOf = (inputs: Inputs): PmrmPortfolio => ({
  cash: numberIn(inputs, 'cash'),
  stablePrice: numberIn(inputs, 'stablePrice'),
  spot: numberIn(inputs, 'spot'),
  spotConfidence: numberIn(inputs, 'spotConf'),
  perpetual: numberIn(inputs, 'perp'),
  perpetualPrice: numberIn(inputs, 'perpPrice'),
  perpetualConfidence: numberIn(inputs, 'perpConf'),
  unrealisedProfit: numberIn(inputs, 'unrealizedPerpCash'),
  base: numberIn(inputs, 'base'),
  expiries: listIn(inputs, 'expiries').map(pmrmExpiryOf),
})

const pmrmExpiryOf = (listed: unknown): PmrmExpiry => {
  const expiry = recordOf('expiries', listed)
  return {
    secondsToExpiry: numberIn(expiry, 'secondsToExpiry'),
    forwardVariable: numberIn(expiry, 'forwardVariable'),
    forwardFixed: numberIn(expiry, 'forwardFixed'),
    forwardConfidence: numberIn(expiry, 'forwardConf'),
    rate: numberIn(expiry, 'rate'),
    rateConfidence: numberIn(expiry, 'rateConf'),
    options: listIn(expiry, 'options').map(optionOf),
  }
}

const optionOf = (listed: unknown): OptionHolding => {
  const option = recordOf('options', listed)
  return {
    kind: flagIn(option, 'call') ? 'call' : 'put',
    strike: numberIn(option, 'strike'),
    amount: numberIn(option, 'amount'),
    vol: numberIn(option, 'vol'),
    volConfidence: numberIn(option, 'volConf'),
  }
}
