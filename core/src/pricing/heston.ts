import { hestonTransform, type HestonParameters } from './heston-transform.ts'
import { requireWithin, type Bounds } from './pricing-input-error.ts'
import {
  transformGreeks,
  transformStrip,
  transformStripGreeks,
  type Expiry,
  type ExpiryOption,
  type StripColumns,
  type StripGreekColumns,
  type TransformGreeks,
  type TransformModel,
} from './transform-price.ts'

const VARIANCE_BOUNDS: Bounds = { min: 0, max: 100 }
const REVERSION_BOUNDS: Bounds = { min: 0, max: 1000 }
const VOL_OF_VARIANCE_BOUNDS: Bounds = { min: 0, max: 100 }
const CORRELATION_BOUNDS: Bounds = { min: -1, max: 1 }

/**
 * The one check of Heston's parameters. Feller's condition 2·reversion·longVariance ≥ volOfVariance² need not hold.
 *
 * @throws PricingInputError for a field that is NaN or outside its bounds: variances 0 to 100, reversion 0 to 1000, volOfVariance 0 to
 * 100, correlation −1 to 1.
 */
export const requireHeston = (law: HestonParameters): void => {
  requireWithin('variance', law.variance, VARIANCE_BOUNDS, 'give variance per year, 0.64 for a volatility of 80 %')
  requireWithin('reversion', law.reversion, REVERSION_BOUNDS, 'give the speed of mean reversion a year')
  requireWithin('longVariance', law.longVariance, VARIANCE_BOUNDS, 'give the variance per year to which v reverts')
  requireWithin(
    'volOfVariance',
    law.volOfVariance,
    VOL_OF_VARIANCE_BOUNDS,
    'give the volatility of variance, 0 for none',
  )
  requireWithin('correlation', law.correlation, CORRELATION_BOUNDS, 'give the correlation of spot and variance')
}

const modelOf = (law: HestonParameters): ((time: number) => TransformModel) => {
  requireHeston(law)
  const vol = Math.sqrt(law.variance)
  return (time) => ({ transform: hestonTransform(law, time), vol })
}

/**
 * Price, delta, gamma and vega of a European option under Heston's stochastic volatility. Absolute error below 1e-13 of the
 * forward; values below 1e-8 of it keep a relative 1e-11.
 *
 * At time 0, strike 0, or without any variance it is the payoff at the forward.
 *
 * @throws PricingInputError for terms that `requireEuropean` and parameters that `requireHeston` refuse, and for laws that are too
 * far from smooth (variance next to 0 with |correlation| next to 1) to be resolved.
 * @source S. L. Heston, Review of Financial Studies 6 (1993) 327; docs/models/heston.md
 */
export const heston = (law: HestonParameters, option: ExpiryOption): TransformGreeks =>
  transformGreeks(modelOf(law), option)

/** Prices of the options of one expiry as `heston`, for a fraction of the time each. @throws PricingInputError as `heston`, by row */
export const hestonStrip = (law: HestonParameters, expiry: Expiry, options: StripColumns, price: Float64Array): void =>
  transformStrip(modelOf(law), expiry, options, price)

/** Prices and Greeks of the options of one expiry as `heston`. @throws PricingInputError as `heston`, by row */
export const hestonStripGreeks = (
  law: HestonParameters,
  expiry: Expiry,
  options: StripColumns,
  out: StripGreekColumns,
): void => transformStripGreeks(modelOf(law), expiry, options, out)
