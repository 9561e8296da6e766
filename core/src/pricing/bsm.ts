import { exp, expm1 } from '../math/index.ts'
import { requireEuropean, type EuropeanTerms, type OptionKind } from './european-terms.ts'
import { DAYS_PER_YEAR, type Greeks } from './greeks.ts'
import { lognormal, type Lognormal } from './lognormal.ts'

/** The Greeks of Black-Scholes-Merton, with the derivative to the dividend (carry) rate. */
export type BsmGreeks = Greeks & {
  /** ∂V/∂q. */
  readonly dividendRho: number
}

const NEAR = 0.5

/** A − B, without the rounding of either where they are close. */
const intrinsicOf = ({ moneyness, spotValue, strikeValue }: Lognormal): number =>
  Math.abs(moneyness) < NEAR ? strikeValue * expm1(moneyness) : spotValue - strikeValue

/** Value of an option from its parts: out of the money as it is, else by parity ±(A − B). */
const valueOf = (kind: OptionKind, parts: Lognormal): number => {
  const { moneyness, outOfMoney } = parts
  if (kind === 'call') return moneyness > 0 ? intrinsicOf(parts) + outOfMoney : outOfMoney
  return moneyness < 0 ? outOfMoney - intrinsicOf(parts) : outOfMoney
}

/**
 * Price of a European option, A·N(d₁) − B·N(d₂) for a call. The price out of the money keeps a relative 1e-13 down to the smallest
 * doubles; the other one is within 2e-13 at S = 100.
 *
 * At time 0 or vol 0 it is the payoff at the forward, max(±(A − B), 0); at strike 0 a call is A and a put 0.
 *
 * @throws PricingInputError for terms that `requireEuropean` refuses.
 * @source docs/models/black-scholes.md, eq. 3
 */
export const bsmPrice = (terms: EuropeanTerms): number => {
  requireEuropean(terms)
  return valueOf(terms.kind, lognormal(terms))
}

/**
 * Price and Greeks of a European option by Black, Scholes (1973) and Merton (1973).
 *
 * Limits: at time 0 or vol 0 price, delta, rho and strikeDelta are those of the certain payoff, the second derivatives are 0; at
 * the kink A = B itself, where one-sided limits differ or do not exist, both sides count half and gamma, vanna, volga, charm and
 * the part of theta that grows without bound are 0. At strike 0 a call is A and a put 0.
 *
 * @throws PricingInputError for terms that `requireEuropean` refuses.
 * @source docs/models/black-scholes.md, eq. 3 to 5
 */
export const bsm = (terms: EuropeanTerms): BsmGreeks => {
  requireEuropean(terms)
  const parts = lognormal(terms)
  const price = valueOf(terms.kind, parts)
  return { price, ...slopes(terms, parts, price), ...curvatures(terms, parts) }
}

type Slopes = Omit<BsmGreeks, 'price' | 'gamma' | 'vanna' | 'volga' | 'charm'>

const slopes = (terms: EuropeanTerms, parts: Lognormal, price: number): Slopes => {
  const { spot, strike, time, vol, rate, dividend } = terms
  const isCall = terms.kind === 'call'
  const spotLeg = isCall ? parts.spotAbove : -parts.spotBelow
  const strikeLeg = isCall ? parts.strikeAbove : -parts.strikeBelow
  const decay = parts.spread > 0 ? (parts.density * vol) / (2 * Math.sqrt(time)) : 0
  const theta = dividend * spotLeg - rate * strikeLeg - decay
  return {
    delta: spotLeg / spot,
    vega: parts.density * Math.sqrt(time),
    theta,
    thetaPerDay: theta / DAYS_PER_YEAR,
    rho: time * strikeLeg,
    dividendRho: -time * spotLeg,
    strikeDelta: strike === 0 ? strikeDeltaAtZero(terms) : -strikeLeg / strike,
    elasticity: price === 0 ? 0 : spotLeg / price,
  }
}

/** A call on a strike of 0 loses the discounted strike; a put is worth nothing around it. */
const strikeDeltaAtZero = ({ kind, rate, time }: EuropeanTerms): number => (kind === 'call' ? -exp(-rate * time) : 0)

type Curvatures = Pick<BsmGreeks, 'gamma' | 'vanna' | 'volga' | 'charm'>

const curvatures = (terms: EuropeanTerms, parts: Lognormal): Curvatures => {
  const { spot, time, vol, rate, dividend } = terms
  const { density, spread, d1, d2 } = parts
  const spotLeg = terms.kind === 'call' ? parts.spotAbove : -parts.spotBelow
  const drift = (dividend * spotLeg) / spot
  if (density === 0 || spread === 0) return { gamma: 0, vanna: 0, volga: 0, charm: drift }
  const slope = density / spot // e^(−qT)·φ(d₁)
  return {
    gamma: slope / spot / spread,
    vanna: (-slope * d2) / vol,
    volga: (density * Math.sqrt(time) * d1 * d2) / vol,
    charm: drift - slope * ((rate - dividend) / spread - d2 / (2 * time)),
  }
}
