import {
  exponentialJumpLaw,
  normalTransform,
  requireExponentialJumps,
  withJumps,
  type ExponentialJumps,
} from './jumps.ts'
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

/** Constant diffusive volatility per √year with double-exponential jumps. */
export type KouParameters = { readonly vol: number; readonly jumps: ExponentialJumps }

const VOL_BOUNDS: Bounds = { min: 0, max: 10 }

const modelOf = ({ vol, jumps }: KouParameters): ((time: number) => TransformModel) => {
  requireWithin('vol', vol, VOL_BOUNDS, 'give the diffusive volatility per √year, 0.8 for 80 %')
  requireExponentialJumps(jumps)
  const law = exponentialJumpLaw(jumps)
  return (time) => ({ transform: withJumps(normalTransform(vol, time), law, time), vol })
}

/**
 * Price, delta, gamma and vega of a European option under Kou's double-exponential jumps, with the accuracy and the limits of
 * `heston`; vega is to the diffusive volatility.
 *
 * @throws PricingInputError for terms that `requireEuropean`, jumps that `requireExponentialJumps` and a vol outside 0 to 10 that
 * this refuses, and where jumps come without enough diffusion (vol·√T below about 1e-4) for the law to be smooth.
 * @source S. G. Kou, Management Science 48 (2002) 1086; docs/models/jump-diffusion.md, eq. 2
 */
export const kou = (law: KouParameters, option: ExpiryOption): TransformGreeks => transformGreeks(modelOf(law), option)

/** Prices of the options of one expiry as `kou`. @throws PricingInputError as `kou`, by row */
export const kouStrip = (law: KouParameters, expiry: Expiry, options: StripColumns, price: Float64Array): void =>
  transformStrip(modelOf(law), expiry, options, price)

/** Prices and Greeks of the options of one expiry as `kou`. @throws PricingInputError as `kou`, by row */
export const kouStripGreeks = (
  law: KouParameters,
  expiry: Expiry,
  options: StripColumns,
  out: StripGreekColumns,
): void => transformStripGreeks(modelOf(law), expiry, options, out)
