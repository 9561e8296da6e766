import {
  requireAmount,
  requireConfidence,
  requireEachOnce,
  requireNotNegative,
  requirePrice,
} from './model-input-error.ts'
import { requireHolding, type ForwardMoment, type OptionHolding } from './option-holdings.ts'

/** All options of one expiry. Prices in the numeraire, confidences 0 to 1. */
export interface SrmExpiry extends ForwardMoment {
  readonly forwardConfidence: number
  readonly options: readonly OptionHolding[]
}

/** What a portfolio holds on one underlying. */
export interface SrmMarket {
  readonly name: string
  readonly spot: number
  readonly spotConfidence: number
  /** Signed size in units of the underlying. */
  readonly perpetual: number
  readonly perpetualPrice: number
  readonly perpetualConfidence: number
  /** Coins held, ≥ 0. */
  readonly base: number
  /** Profit of the perpetual that is not settled yet. */
  readonly unrealisedProfit: number
  readonly expiries: readonly SrmExpiry[]
}

/** A cross-margined portfolio in cash of a stable coin. */
export interface SrmPortfolio {
  readonly cash: number
  /** Price of the stable coin in the currency that it stands for. */
  readonly stablePrice: number
  readonly markets: readonly SrmMarket[]
}

/** @throws ModelInputError for a value outside its bounds or an expiry that stands twice in a market. */
export const requireSrm = ({ cash, stablePrice, markets }: SrmPortfolio): void => {
  requireAmount('cash', cash)
  requirePrice('stablePrice', stablePrice)
  for (const market of markets) {
    const at = (field: string): string => `${market.name}.${field}`
    requirePrice(at('spot'), market.spot)
    requireConfidence(at('spotConfidence'), market.spotConfidence)
    requireAmount(at('perpetual'), market.perpetual)
    requireNotNegative(at('perpetualPrice'), market.perpetualPrice)
    requireConfidence(at('perpetualConfidence'), market.perpetualConfidence)
    requireNotNegative(at('base'), market.base)
    requireAmount(at('unrealisedProfit'), market.unrealisedProfit)
    market.expiries.forEach((expiry, index) => requireExpiry(at(`expiries[${index}]`), expiry))
    requireEachOnce(
      at('expiries'),
      market.expiries.map(({ secondsToExpiry }) => secondsToExpiry),
    )
  }
}

const requireExpiry = (field: string, expiry: SrmExpiry): void => {
  requireNotNegative(`${field}.secondsToExpiry`, expiry.secondsToExpiry)
  requirePrice(`${field}.forward`, expiry.forward)
  requireConfidence(`${field}.forwardConfidence`, expiry.forwardConfidence)
  expiry.options.forEach((option, index) => requireHolding(`${field}.options[${index}]`, option))
}
