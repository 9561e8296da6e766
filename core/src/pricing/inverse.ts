import { bsm, type BsmGreeks } from './bsm.ts'
import type { EuropeanTerms } from './european-terms.ts'

/**
 * Value and Greeks of a coin-settled option on one coin. What ends in Coin is counted in coins; `usd` holds the same option in the
 * currency of the strike, as if settled there.
 */
export type InverseGreeks = {
  /** Price [coin]. */
  readonly price: number
  /** Premium-adjusted delta Δ − V/S [coin]: coins whose value moves as this option does, the premium being a coin as well. */
  readonly delta: number
  /** Change of that delta with the spot, Γ − (Δ − V/S)/S [coin per currency]. */
  readonly gamma: number
  /** ∂(V/S)/∂S [coin per currency]. */
  readonly slopeCoin: number
  /** ∂²(V/S)/∂S² [coin per currency²]. */
  readonly curvatureCoin: number
  /** Per 1.00 of volatility, year, day and 1.00 of rate [coin]. */
  readonly vega: number
  readonly theta: number
  readonly thetaPerDay: number
  readonly rho: number
  readonly usd: BsmGreeks
}

/**
 * An inverse option pays max(±(S − K), 0)/S coins: its value in currency is that of the vanilla option, in coins that over the spot.
 * For a venue that quotes against its forward give the forward as spot and both rates 0.
 *
 * @throws PricingInputError for terms that `bsm` refuses.
 * @source Alexander, Chen & Imeraj, Quantitative Finance 23 (2023); Lucic & Sepp (2024); docs/models/inverse-options.md, eq. 1 to 3
 */
export const inverse = (terms: EuropeanTerms): InverseGreeks => {
  const usd = bsm(terms)
  const { spot } = terms
  const price = usd.price / spot
  const delta = usd.delta - price
  return {
    price,
    delta,
    gamma: usd.gamma - delta / spot,
    slopeCoin: delta / spot,
    curvatureCoin: (usd.gamma - (2 * delta) / spot) / spot,
    vega: usd.vega / spot,
    theta: usd.theta / spot,
    thetaPerDay: usd.thetaPerDay / spot,
    rho: usd.rho / spot,
    usd,
  }
}
