import {
  exactProduct,
  exactSum,
  exp,
  expProduct,
  pairLogOfRatio,
  pairOf,
  pairProduct,
  pairQuotient,
  pairScaled,
  pairSum,
  scaledUpperTail,
  scaledUpperTailDrop,
  type Pair,
} from '../math/index.ts'
import type { EuropeanTerms } from './european-terms.ts'

/**
 * What all values and Greeks of European options on a lognormal underlying are made of, in the currency of the strike:
 *
 *   A = S·e^(−qT)   B = K·e^(−rT)   v = σ√T   x = ln(A/B)   d₁ = x/v + v/2   d₂ = x/v − v/2   (eq. 1)
 *   n = A·φ(d₁) = B·φ(d₂)                                                                     (eq. 2)
 *
 * The four legs are A and B times N(±d₁) and N(±d₂); `outOfMoney` is the value of whichever option is worth nothing when exercised
 * at the forward.
 */
export type Lognormal = {
  readonly spotValue: number
  readonly strikeValue: number
  readonly moneyness: number
  readonly spread: number
  readonly d1: number
  readonly d2: number
  readonly density: number
  readonly spotAbove: number // A·N(d₁)
  readonly spotBelow: number // A·N(−d₁)
  readonly strikeAbove: number // B·N(d₂)
  readonly strikeBelow: number // B·N(−d₂)
  readonly outOfMoney: number
}

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327
const SPREAD_MIN = 1e-60 // below it an option is its forward payoff, to the last digit of every double
const EXPONENT_MIN = -708 // above it an exponential is a normal double
const NEAR = 0.0625 // steps for which the drop of the tail is taken near zero as well

/** x = ln(S/K) + (r − q)·T in two doubles. */
const moneynessOf = ({ spot, strike, time, rate, dividend }: EuropeanTerms): Pair => {
  const growth = pairProduct(exactSum(rate, -dividend), pairOf(time))
  return pairSum(pairLogOfRatio(spot, strike), growth)
}

/** Value of the option that is out of the money at the forward: n·(M(near) − M(far)) with M = N(−·)/φ. (eq. 3) */
const outOfMoneyValue = (scale: number, whole: number, near: number, far: number, spread: number): number => {
  if (near >= 0 || spread <= NEAR) return scale * scaledUpperTailDrop(near, spread)
  return whole - scale * (scaledUpperTail(-near) + scaledUpperTail(far))
}

/** Without variance everything is certain: the limits for vol → 0, time → 0 or strike → 0; at the kink both sides count half. */
const certain = (moneyness: number, spotValue: number, strikeValue: number): Lognormal => {
  const share = moneyness > 0 ? 1 : moneyness < 0 ? 0 : 0.5
  const distance = moneyness > 0 ? Infinity : moneyness < 0 ? -Infinity : 0
  return {
    spotValue,
    strikeValue,
    moneyness,
    spread: 0,
    d1: distance,
    d2: distance,
    density: moneyness === 0 ? spotValue * ONE_OVER_ROOT_TWO_PI : 0,
    spotAbove: share * spotValue,
    spotBelow: (1 - share) * spotValue,
    strikeAbove: share * strikeValue,
    strikeBelow: (1 - share) * strikeValue,
    outOfMoney: 0,
  }
}

/**
 * The parts of one option, for terms that `requireEuropean` took. Moneyness, variance and the exponent of n are kept in two doubles,
 * so that n and all that is out of the money keep their relative accuracy down to the smallest doubles.
 *
 * @source docs/models/black-scholes.md, eq. 1 to 3
 */
export const lognormal = (terms: EuropeanTerms): Lognormal => {
  const { spot, strike, time, vol, rate, dividend } = terms
  const spotValue = spot * exp(-dividend * time)
  const strikeValue = strike * exp(-rate * time)
  if (strike === 0) return certain(Infinity, spotValue, 0)
  const x = moneynessOf(terms)
  const variance = pairProduct(exactProduct(vol, vol), pairOf(time))
  const spread = Math.sqrt(variance.hi)
  if (spread < SPREAD_MIN) return certain(x.hi, spotValue, strikeValue)
  // −d₂²/2 − rT = −(x²/v² + v²/4 − x)/2 − rT
  const squares = pairSum(pairQuotient(pairProduct(x, x), variance), pairScaled(variance, 0.25))
  const exponent = pairSum(pairScaled(pairSum(squares, pairScaled(x, -1)), -0.5), exactProduct(-rate, time))
  return parts({ x: x.hi, spread, spotValue, strikeValue, scale: scaledBy(strike, exponent) })
}

/** strike·e^exponent in two halves where the exponential alone would be subnormal, and a strike up to 1e70 lifts it out of there. */
const scaledBy = (strike: number, { hi, lo }: Pair): number => {
  if (hi > EXPONENT_MIN) return strike * expProduct(hi, lo, 1)
  const half = expProduct(0.5 * hi, 0.5 * lo, 1)
  return strike * half * half
}

type Ingredients = {
  readonly x: number
  readonly spread: number
  readonly spotValue: number
  readonly strikeValue: number
  readonly scale: number // n·√(2π)
}

const parts = ({ x, spread, spotValue, strikeValue, scale }: Ingredients): Lognormal => {
  const d1 = x / spread + 0.5 * spread
  const d2 = x / spread - 0.5 * spread
  const spotTail = scale * scaledUpperTail(Math.abs(d1))
  const strikeTail = scale * scaledUpperTail(Math.abs(d2))
  const far = Math.abs(x) / spread + 0.5 * spread
  const near = Math.abs(x) / spread - 0.5 * spread
  return {
    spotValue,
    strikeValue,
    moneyness: x,
    spread,
    d1,
    d2,
    density: scale * ONE_OVER_ROOT_TWO_PI,
    spotAbove: d1 > 0 ? spotValue - spotTail : spotTail,
    spotBelow: d1 > 0 ? spotTail : spotValue - spotTail,
    strikeAbove: d2 > 0 ? strikeValue - strikeTail : strikeTail,
    strikeBelow: d2 > 0 ? strikeTail : strikeValue - strikeTail,
    outOfMoney: outOfMoneyValue(scale, x < 0 ? spotValue : strikeValue, near, far, spread),
  }
}
