import { exp, expm1, log1p } from '../math/index.ts'
import { reversionIntegrals } from './mean-reversion.ts'
import { PricingInputError, requireWithin } from './pricing-input-error.ts'

/**
 * A funding (or carry, or interest) rate that wanders about its mean, of either sign:
 *
 *   df = κ·(θ − f)dt + σ·dW        (Ornstein & Uhlenbeck 1930; Vasicek 1977)
 *
 * f `rate` now and θ `mean`, continuous a year (0.1 for 10 %); κ `reversion` a year (ln 2 over the half-life); σ `vol`, rate per √year.
 */
export type OuFunding = {
  readonly kind: 'ou'
  readonly rate: number
  readonly mean: number
  readonly reversion: number
  readonly vol: number
}

/**
 * The same with shocks that shrink towards a `floor` (0, or below it where funding may be negative), under which it never falls:
 *
 *   df = κ·(θ − f)dt + σ·√(f − floor)·dW        (Cox, Ingersoll & Ross 1985)
 *
 * σ `vol` in √rate per √year. It may touch its floor where 2κ(θ − floor) < σ².
 */
export type CirFunding = {
  readonly kind: 'cir'
  readonly rate: number
  readonly mean: number
  readonly reversion: number
  readonly vol: number
  readonly floor: number
}

/** A stochastic funding rate. */
export type FundingProcess = OuFunding | CirFunding

const RATE_BOUNDS = { min: -100, max: 100 }
const SPEED_BOUNDS = { min: 0, max: 1e5 }
const TIME_BOUNDS = { min: 0, max: 1000 }
const EXPONENT_MAX = 600

/**
 * The one check at the door of stochastic rates.
 *
 * @throws PricingInputError for rates outside ±100, reversion or vol outside 0 to 1e5, a rate or mean below the floor of a CIR process, NaN.
 */
export const requireFunding = (funding: FundingProcess): void => {
  const { rate, mean, reversion, vol } = funding
  requireWithin('rate', rate, RATE_BOUNDS, 'give a continuous rate a year, 0.1 for 10 %')
  requireWithin('mean', mean, RATE_BOUNDS, 'give a continuous rate a year, 0.1 for 10 %')
  requireWithin('reversion', reversion, SPEED_BOUNDS, 'give ln 2 over the half-life in years')
  requireWithin('vol', vol, SPEED_BOUNDS, 'give the volatility of the rate per √year')
  if (funding.kind === 'ou') return
  const above = { min: funding.floor, max: RATE_BOUNDS.max }
  requireWithin('floor', funding.floor, RATE_BOUNDS, 'give the lowest rate there can be, 0 or below')
  requireWithin('rate', rate, above, 'the rate of a CIR process never lies below its floor')
  requireWithin('mean', mean, above, 'the mean of a CIR process never lies below its floor')
}

/** Exact moments of the rate at a horizon and of its integral until then; all of a year or years. */
export type FundingMoments = {
  readonly mean: number
  readonly variance: number
  /** Of ∫f: what a unit of notional pays in all. */
  readonly integralMean: number
  readonly integralVariance: number
  /** Of the rate at the horizon with the integral. */
  readonly covariance: number
}

/**
 * Moments of f(T) and ∫f over [0, T], from f(0) = `rate`.
 *
 * @throws PricingInputError as `requireFunding`, and for a time outside 0 to 1000 years.
 * @source docs/models/funding-rates.md, eq. 3 and 4
 */
export const fundingMoments = (funding: FundingProcess, time: number): FundingMoments => {
  requireFunding(funding)
  requireWithin('time', time, TIME_BOUNDS, 'give years from now')
  const { rate, mean, reversion, vol } = funding
  const { loading, memory, loadingSum, squareSum, fadingSquareSum } = reversionIntegrals(reversion, time)
  const means = {
    mean: rate + (mean - rate) * reversion * loading,
    integralMean: rate * time + (mean - rate) * reversion * loadingSum,
  }
  const square = vol * vol
  if (funding.kind === 'ou')
    return {
      ...means,
      variance: square * reversionIntegrals(2 * reversion, time).loading,
      integralVariance: square * squareSum,
      covariance: 0.5 * square * loading * loading,
    }
  const level = mean - funding.floor
  const start = rate - mean // what fades of the shocks' size
  return {
    ...means,
    variance: square * loading * (0.5 * level * reversion * loading + (rate - funding.floor) * memory),
    integralVariance: square * (level * squareSum + start * fadingSquareSum),
    covariance: square * (0.5 * level * loading * loading + start * memory * loadingSum),
  }
}

/** Mean and variance that the rate has in the long run. */
export type StationaryFunding = { readonly mean: number; readonly variance: number }

/**
 * The stationary law's moments: θ, and σ²/2κ (OU) or (θ − floor)·σ²/2κ (CIR).
 *
 * @throws PricingInputError as `requireFunding`, and for reversion 0, with which nothing is stationary.
 */
export const stationaryFunding = (funding: FundingProcess): StationaryFunding => {
  requireFunding(funding)
  const { mean, reversion, vol } = funding
  if (reversion === 0)
    throw new PricingInputError('reversion', 0, 'above 0', 'a rate without reversion has no stationary law')
  const scale = funding.kind === 'ou' ? 1 : mean - funding.floor
  return { mean, variance: (scale * vol * vol) / (2 * reversion) }
}

/** ln E[e^(−∫x)] for x of a CIR process with floor 0. (eq. 6) */
const cirExponent = (start: number, mean: number, reversion: number, vol: number, time: number): number => {
  const h = Math.sqrt(reversion * reversion + 2 * vol * vol)
  if (h === 0) return -start * time
  const total = h + reversion
  const excess = (2 * vol * vol) / total // h − κ without its cancellation
  const decay = -expm1(-h * time)
  const bottom = total + excess * (1 - decay)
  const y = (excess * decay) / bottom
  const slope = (2 * decay) / bottom
  // (log1p(y) − (h − κ)·T/2) / (h − κ), whose limit for vol → 0 is finite.
  const bracket = (decay / bottom) * (y === 0 ? 1 : log1p(y) / y) - 0.5 * time
  return (4 * reversion * mean * bracket) / total - slope * start
}

/**
 * E[e^(−∫f)] over [0, T]: what one unit that pays the rate is worth now, the price of a zero bond where f is the interest rate.
 *
 * @throws PricingInputError as `fundingMoments`, and where the exponent leaves ±600.
 * @source docs/models/funding-rates.md, eq. 5 and 6
 */
export const fundingFactor = (funding: FundingProcess, time: number): number => {
  const { integralMean, integralVariance } = fundingMoments(funding, time)
  const exponent =
    funding.kind === 'ou'
      ? 0.5 * integralVariance - integralMean
      : cirExponent(funding.rate - funding.floor, funding.mean - funding.floor, funding.reversion, funding.vol, time) -
        funding.floor * time
  requireWithin('exponent of E[e^(−∫f)]', exponent, { min: -EXPONENT_MAX, max: EXPONENT_MAX }, 'give a shorter time')
  return exp(exponent)
}
