import { hestonTransform, type HestonParameters } from './heston-transform.ts'
import { requireHeston } from './heston.ts'
import { normalJumpLaw, requireNormalJumps, withJumps, type NormalJumps } from './jumps.ts'
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

/** Heston's stochastic volatility with normally distributed jumps of the logarithm, independent of it. */
export type BatesParameters = { readonly diffusion: HestonParameters; readonly jumps: NormalJumps }

const modelOf = ({ diffusion, jumps }: BatesParameters): ((time: number) => TransformModel) => {
  requireHeston(diffusion)
  requireNormalJumps(jumps)
  const law = normalJumpLaw(jumps)
  const vol = Math.sqrt(diffusion.variance)
  return (time) => ({ transform: withJumps(hestonTransform(diffusion, time), law, time), vol })
}

/**
 * Price, delta, gamma and vega of a European option under Bates' model, with the accuracy and the limits of `heston`; vega is to the
 * diffusive volatility at time 0.
 *
 * @throws PricingInputError for terms that `requireEuropean`, and parameters that `requireHeston` and `requireNormalJumps` refuse,
 * and for laws that are too far from smooth to be resolved.
 * @source D. S. Bates, Review of Financial Studies 9 (1996) 69; docs/models/jump-diffusion.md, eq. 3
 */
export const bates = (law: BatesParameters, option: ExpiryOption): TransformGreeks =>
  transformGreeks(modelOf(law), option)

/** Prices of the options of one expiry as `bates`. @throws PricingInputError as `bates`, by row */
export const batesStrip = (law: BatesParameters, expiry: Expiry, options: StripColumns, price: Float64Array): void =>
  transformStrip(modelOf(law), expiry, options, price)

/** Prices and Greeks of the options of one expiry as `bates`. @throws PricingInputError as `bates`, by row */
export const batesStripGreeks = (
  law: BatesParameters,
  expiry: Expiry,
  options: StripColumns,
  out: StripGreekColumns,
): void => transformStripGreeks(modelOf(law), expiry, options, out)
