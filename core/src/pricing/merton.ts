import { exp } from '../math/index.ts'
import { bsm } from './bsm.ts'
import { PRICE_BOUNDS, requireEuropean } from './european-terms.ts'
import { normalJumpLaw, normalTransform, requireNormalJumps, withJumps, type NormalJumps } from './jumps.ts'
import { requireWithin, type Bounds } from './pricing-input-error.ts'
import {
  transformStrip,
  transformStripGreeks,
  type Expiry,
  type ExpiryOption,
  type StripColumns,
  type StripGreekColumns,
  type TransformGreeks,
  type TransformModel,
} from './transform-price.ts'

/** Constant diffusive volatility per √year with normally distributed jumps of the logarithm. */
export type MertonParameters = { readonly vol: number; readonly jumps: NormalJumps }

const VOL_BOUNDS: Bounds = { min: 0, max: 10 }
const COUNT_BOUNDS: Bounds = { min: 0, max: 1e5 }
const ROUNDING = 5.551115123125783e-17 // 2^-54

const requireMerton = ({ vol, jumps }: MertonParameters): void => {
  requireWithin('vol', vol, VOL_BOUNDS, 'give the diffusive volatility per √year, 0.8 for 80 %')
  requireNormalJumps(jumps)
}

/** Haug's way to say it: total volatility, the share of its square that jumps make, and jumps that leave the spot's mean alone. */
export type MertonShare = { readonly totalVol: number; readonly jumpShare: number; readonly intensity: number }

/**
 * Parameters with the given total volatility: δ² = share·σ²/λ, log mean −δ²/2, diffusive volatility σ·√(1 − share).
 *
 * @throws PricingInputError for a total vol outside 0 to 10, a share outside 0 to 1 and an intensity outside 1e-6 to 1e5.
 * @source E. G. Haug, The Complete Guide to Option Pricing Formulas (1998) 9; docs/models/jump-diffusion.md, eq. 5
 */
export const mertonOfShare = ({ totalVol, jumpShare, intensity }: MertonShare): MertonParameters => {
  requireWithin('totalVol', totalVol, VOL_BOUNDS, 'give the total volatility per √year, 0.8 for 80 %')
  requireWithin('jumpShare', jumpShare, { min: 0, max: 1 }, 'give the share of the variance that jumps make')
  requireWithin('intensity', intensity, { min: 1e-6, max: 1e5 }, 'give jumps a year')
  const square = (jumpShare * totalVol * totalVol) / intensity
  const jumps = { intensity, logMean: -0.5 * square, logDeviation: Math.sqrt(square) }
  return { vol: totalVol * Math.sqrt(1 - jumpShare), jumps }
}

const NOTHING: TransformGreeks = { price: 0, delta: 0, gamma: 0, vega: 0 }

/** Value given a number of jumps, per weight of that number. */
type Component = (jumps: number) => TransformGreeks

/** What remains of an option given n jumps: total variance vol²T + nδ², and the growth of the forward by jumps and compensator. */
const componentsOf = ({ vol, jumps }: MertonParameters, option: ExpiryOption): Component => {
  const { kind, spot, strike, time, rate, dividend } = option
  const logGrowth = jumps.logMean + 0.5 * jumps.logDeviation * jumps.logDeviation
  const compensator = jumps.intensity * time * normalJumpLaw(jumps).growth(1)
  const unit = { kind, time: 1, rate: rate * time, dividend: dividend * time }
  return (count) => {
    const growth = exp(count * logGrowth - compensator)
    const total = Math.sqrt(vol * vol * time + count * jumps.logDeviation * jumps.logDeviation)
    const share = total === 0 ? 0 : (vol * time) / total
    // A call is weighed with the forward as money, a put with the currency: each stays below its own bound.
    if (kind === 'call') {
      const shifted = strike / growth
      if (shifted > PRICE_BOUNDS.max) return NOTHING
      const { price, delta, gamma, vega } = bsm({
        ...unit,
        spot,
        strike: shifted < PRICE_BOUNDS.min ? 0 : shifted,
        vol: total,
      })
      return { price, delta, gamma, vega: vega * share }
    }
    const shifted = spot * growth
    if (shifted > PRICE_BOUNDS.max) return NOTHING
    const { price, delta, gamma, vega } = bsm({
      ...unit,
      spot: Math.max(shifted, PRICE_BOUNDS.min),
      strike,
      vol: total,
    })
    return { price, delta: delta * growth, gamma: gamma * growth * growth, vega: vega * share }
  }
}

type Sum = { weight: number; price: number; delta: number; gamma: number; vega: number }

const add = (sum: Sum, weight: number, { price, delta, gamma, vega }: TransformGreeks): void => {
  sum.weight += weight
  sum.price += weight * price
  sum.delta += weight * delta
  sum.gamma += weight * gamma
  sum.vega += weight * vega
}

/**
 * Mean of components over a Poisson number of jumps, outwards from the likeliest one, until all that is left weighs less than a
 * rounding of the price: bounded by the mass of both tails, never by the size of a term.
 */
const poissonMean = (mean: number, component: Component, worthMax: number): TransformGreeks => {
  const mode = Math.floor(mean)
  const sum: Sum = { weight: 0, price: 0, delta: 0, gamma: 0, vega: 0 }
  add(sum, 1, component(mode))
  let weight = 1
  for (let count = mode; count > 0; count -= 1) {
    weight *= count / mean
    if (weight * count * worthMax <= ROUNDING * sum.price) break
    add(sum, weight, component(count - 1))
  }
  weight = 1
  for (let count = mode + 1; weight > 0; count += 1) {
    weight *= mean / count
    const tail = weight / (1 - mean / (count + 1))
    if (tail * worthMax <= ROUNDING * sum.price) break
    add(sum, weight, component(count))
  }
  const { weight: whole, price, delta, gamma, vega } = sum
  return { price: price / whole, delta: delta / whole, gamma: gamma / whole, vega: vega / whole }
}

/**
 * Price, delta, gamma and vega of a European option under Merton's jump diffusion: Black-Scholes-Merton values over a Poisson number
 * of jumps. Price within a relative 1e-12, also far out; vega is to the diffusive volatility. At time 0 or strike 0 the payoff at
 * the forward.
 *
 * @throws PricingInputError for terms that `requireEuropean`, jumps that `requireNormalJumps` and a vol outside 0 to 10 that this
 * refuses, and for more than 1e5 expected jumps, counted in the currency or in the underlying.
 * @source R. C. Merton, Journal of Financial Economics 3 (1976) 125; docs/models/jump-diffusion.md, eq. 4
 */
export const merton = (law: MertonParameters, option: ExpiryOption): TransformGreeks => {
  requireEuropean({ ...option, vol: law.vol })
  requireMerton(law)
  const { spot, strike, time, rate, dividend, kind } = option
  const growth = normalJumpLaw(law.jumps).growth(1)
  const mean = law.jumps.intensity * time * (kind === 'call' ? 1 + growth : 1)
  requireWithin('expected jumps', mean, COUNT_BOUNDS, 'lower the intensity or the size of jumps')
  const worthMax = kind === 'call' ? spot * exp(-dividend * time) : strike * exp(-rate * time)
  return poissonMean(mean, componentsOf(law, option), worthMax)
}

const modelOf = (law: MertonParameters): ((time: number) => TransformModel) => {
  requireMerton(law)
  const jumps = normalJumpLaw(law.jumps)
  return (time) => ({ transform: withJumps(normalTransform(law.vol, time), jumps, time), vol: law.vol })
}

/**
 * Prices of the options of one expiry by the transform of Merton's law, with the accuracy of `heston`.
 *
 * @throws PricingInputError as `merton`, by row, and where jumps come without enough diffusion for the law to be smooth.
 */
export const mertonStrip = (law: MertonParameters, expiry: Expiry, options: StripColumns, price: Float64Array): void =>
  transformStrip(modelOf(law), expiry, options, price)

/** Prices and Greeks of the options of one expiry as `mertonStrip`. @throws PricingInputError as `mertonStrip` */
export const mertonStripGreeks = (
  law: MertonParameters,
  expiry: Expiry,
  options: StripColumns,
  out: StripGreekColumns,
): void => transformStripGreeks(modelOf(law), expiry, options, out)
