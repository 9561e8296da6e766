/**
 * Value of one option and its derivatives, in the currency of the strike, for one unit of the underlying. Per 1.00 of volatility or
 * rate, per year of calendar time (theta, charm) and per day of 1/365 year (thetaPerDay).
 */
export type Greeks = {
  readonly price: number
  /** ∂V/∂S. */
  readonly delta: number
  /** ∂²V/∂S². */
  readonly gamma: number
  /** ∂V/∂σ. */
  readonly vega: number
  /** −∂V/∂T. */
  readonly theta: number
  readonly thetaPerDay: number
  /** ∂V/∂r. */
  readonly rho: number
  /** ∂V/∂K. */
  readonly strikeDelta: number
  /** Relative change of the value per relative change of the underlying; 0 where the price is 0. */
  readonly elasticity: number
  /** ∂²V/∂S∂σ. */
  readonly vanna: number
  /** ∂²V/∂σ². */
  readonly volga: number
  /** −∂²V/∂S∂T. */
  readonly charm: number
}

/** Days of the year that theta a day counts. */
export const DAYS_PER_YEAR = 365

/** Milliseconds of a year, act/365: what turns spans of the outside into years of a model. */
export const YEAR_MS = 31_536_000_000
