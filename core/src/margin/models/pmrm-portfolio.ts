import {
  requireAmount,
  requireConfidence,
  requireEachOnce,
  requireNotNegative,
  requirePrice,
} from './model-input-error.ts'
import { requireHolding, type OptionHolding } from './option-holdings.ts'

/** All options of one expiry. The part of the forward that is already fixed by an average does not move with spot. */
export interface PmrmExpiry {
  readonly secondsToExpiry: number
  readonly forwardVariable: number
  readonly forwardFixed: number
  readonly forwardConfidence: number
  /** Continuous rate a year. */
  readonly rate: number
  readonly rateConfidence: number
  readonly options: readonly OptionHolding[]
}

/** A portfolio on one underlying, in cash of a stable coin. Prices in the numeraire, confidences 0 to 1. */
export interface PmrmPortfolio {
  readonly cash: number
  readonly stablePrice: number
  readonly spot: number
  readonly spotConfidence: number
  /** Signed size in units of the underlying. */
  readonly perpetual: number
  readonly perpetualPrice: number
  readonly perpetualConfidence: number
  readonly unrealisedProfit: number
  /** Coins held, ≥ 0. */
  readonly base: number
  readonly expiries: readonly PmrmExpiry[]
}

/** @throws ModelInputError for a value outside its bounds or an expiry that stands twice. */
export const requirePmrm = (portfolio: PmrmPortfolio): void => {
  requireAmount('cash', portfolio.cash)
  requirePrice('stablePrice', portfolio.stablePrice)
  requirePrice('spot', portfolio.spot)
  requireConfidence('spotConfidence', portfolio.spotConfidence)
  requireAmount('perpetual', portfolio.perpetual)
  requireNotNegative('perpetualPrice', portfolio.perpetualPrice)
  requireConfidence('perpetualConfidence', portfolio.perpetualConfidence)
  requireAmount('unrealisedProfit', portfolio.unrealisedProfit)
  requireNotNegative('base', portfolio.base)
  portfolio.expiries.forEach((expiry, index) => requireExpiry(`expiries[${index}]`, expiry))
  requireEachOnce(
    'expiries',
    portfolio.expiries.map(({ secondsToExpiry }) => secondsToExpiry),
  )
}

const requireExpiry = (field: string, expiry: PmrmExpiry): void => {
  requireNotNegative(`${field}.secondsToExpiry`, expiry.secondsToExpiry)
  requireNotNegative(`${field}.forwardVariable`, expiry.forwardVariable)
  requireNotNegative(`${field}.forwardFixed`, expiry.forwardFixed)
  requirePrice(`${field}.forward`, expiry.forwardVariable + expiry.forwardFixed)
  requireConfidence(`${field}.forwardConfidence`, expiry.forwardConfidence)
  requireAmount(`${field}.rate`, expiry.rate)
  requireConfidence(`${field}.rateConfidence`, expiry.rateConfidence)
  expiry.options.forEach((option, index) => requireHolding(`${field}.options[${index}]`, option))
}

/** The portfolio with every position and the cash beyond `reserved` times `kept`, 0 to 1, and `paid` of cash added. */
export const keptPortfolio = (
  portfolio: PmrmPortfolio,
  { kept, reserved, paid }: { readonly kept: number; readonly reserved: number; readonly paid: number },
): PmrmPortfolio => ({
  ...portfolio,
  cash: (portfolio.cash - reserved) * kept + reserved + paid,
  perpetual: portfolio.perpetual * kept,
  unrealisedProfit: portfolio.unrealisedProfit * kept,
  base: portfolio.base * kept,
  expiries: portfolio.expiries.map((expiry) => ({
    ...expiry,
    options: expiry.options.map((option) => ({ ...option, amount: option.amount * kept })),
  })),
})
