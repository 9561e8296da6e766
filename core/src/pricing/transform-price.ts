import { exp, log } from '../math/index.ts'
import { bsm } from './bsm.ts'
import { PRICE_BOUNDS, requireEuropean, type OptionKind } from './european-terms.ts'
import {
  covers,
  fourierGreeksStrip,
  fourierStrip,
  stripGreeks,
  stripValue,
  type FourierGreeksStrip,
  type FourierStrip,
} from './fourier-strip.ts'
import { farOption, nearOption, type TailGreeks } from './lewis.ts'
import { PricingInputError, requireColumns, requireWithin } from './pricing-input-error.ts'
import { blackVariance, reachOf, type Reach, type Transform } from './transform.ts'

/** One expiry of an underlying: spot, years to expiry (act/365), continuous rate of the currency and carry of the underlying. */
export type Expiry = { readonly spot: number; readonly time: number; readonly rate: number; readonly dividend: number }

/** A European option of one expiry. */
export type ExpiryOption = Expiry & { readonly kind: OptionKind; readonly strike: number }

/** Value and derivatives in the currency of the strike, for one unit of the underlying; vega per 1.00 of √(initial variance). */
export type TransformGreeks = {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  readonly vega: number
}

/** The options of a strip, as columns of one length: `isCall` holds 1 for a call and 0 for a put. */
export type StripColumns = { readonly isCall: Uint8Array; readonly strike: Float64Array }

/** Where a strip writes its Greeks: columns of the caller's, at least as long as its strikes. */
export type StripGreekColumns = {
  readonly price: Float64Array
  readonly delta: Float64Array
  readonly gamma: Float64Array
  readonly vega: Float64Array
}

/** A model at one expiry: its transform, and the volatility to which vega is taken. */
export type TransformModel = { readonly transform: Transform; readonly vol: number }

const FAR = 1e-8 // values below it, per forward, go along their own saddle to keep relative digits
const VARIANCE_MIN = 1e-30 // below it every option is its forward payoff

/** Everything of an expiry that its options share. */
type Prepared = {
  readonly model: TransformModel
  readonly spot: number
  readonly spotValue: number
  readonly discount: number
  readonly drift: number
  readonly variance: number
  readonly reach: Reach
}

const NOTHING = { power: 0, logMass: 0 }
const NOWHERE: Reach = { left: NOTHING, right: NOTHING, leftDistance: 0, rightDistance: 0 }

const prepare = (model: TransformModel, { spot, time, rate, dividend }: Expiry): Prepared => {
  const variance = blackVariance(model.transform)
  const reach = variance > VARIANCE_MIN ? reachOf(model.transform, variance) : NOWHERE
  const drift = (rate - dividend) * time
  return { model, spot, spotValue: spot * exp(-dividend * time), discount: exp(-rate * time), drift, variance, reach }
}

const isInside = ({ leftDistance, rightDistance }: Reach, k: number): boolean => k > -leftDistance && k < rightDistance

/** ln(K/F). */
const logStrikeOf = ({ spot, drift }: Prepared, strike: number): number => log(strike / spot) - drift

/** K/F. */
const ratioOf = ({ discount, spotValue }: Prepared, strike: number): number => (strike * discount) / spotValue

/** One option without a strip. */
const singleTail = ({ model, variance, reach }: Prepared, k: number): TailGreeks => {
  const near = isInside(reach, k) ? nearOption(model.transform, k, variance, reach) : null
  return near !== null && near.value > FAR ? near : farOption(model.transform, k)
}

/** How often S − K an option is worth more than the one out of the money: 0, 1 for a call, −1 for a put. */
const parityOf = (isCall: boolean, k: number): number => (isCall === k > 0 ? 0 : isCall ? 1 : -1)

/** From the option out of the money to the one asked for, by parity. */
const greeksOf = (
  prepared: Prepared,
  isCall: boolean,
  strike: number,
  k: number,
  tail: TailGreeks,
): TransformGreeks => {
  const { spot, spotValue, discount, model } = prepared
  const share = spotValue / spot
  const parity = parityOf(isCall, k)
  return {
    price: spotValue * tail.value + parity * (spotValue - strike * discount),
    delta: share * (tail.value - tail.slope + parity),
    gamma: (share / spot) * tail.density,
    vega: 2 * model.vol * spotValue * tail.vega,
  }
}

/** The payoff at the forward: what remains without time, without variance or at strike 0. */
const certain = (expiry: ExpiryOption): TransformGreeks => {
  const { price, delta, gamma, vega } = bsm({ ...expiry, vol: 0 })
  return { price, delta, gamma, vega }
}

/**
 * Price and Greeks of one option of a model. The caller has checked the model's parameters.
 *
 * @throws PricingInputError for terms that `requireEuropean` refuses, and where the law is too far from smooth to be resolved.
 * @source docs/models/fourier-pricing.md, eq. 6 to 8
 */
export const transformGreeks = (modelAt: (time: number) => TransformModel, option: ExpiryOption): TransformGreeks => {
  requireEuropean({ ...option, vol: 0 })
  if (option.time === 0 || option.strike === 0) return certain(option)
  const prepared = prepare(modelAt(option.time), option)
  if (prepared.variance <= VARIANCE_MIN) return certain(option)
  const k = logStrikeOf(prepared, option.strike)
  return greeksOf(prepared, option.kind === 'call', option.strike, k, singleTail(prepared, k))
}

type Ready<Strip> = { readonly prepared: Prepared; readonly strip: Strip }

/** The strip of an expiry; null where nothing is uncertain. */
const readyOf = <Strip>(
  modelAt: (time: number) => TransformModel,
  expiry: Expiry,
  stripOf: (transform: Transform, reach: Reach) => Strip,
): Ready<Strip> | null => {
  if (expiry.time === 0) return null
  const prepared = prepare(modelAt(expiry.time), expiry)
  if (prepared.variance <= VARIANCE_MIN) return null
  return { prepared, strip: stripOf(prepared.model.transform, prepared.reach) }
}

/** All checks of a strip, before anything is written. */
const requireStrip = (expiry: Expiry, { isCall, strike }: StripColumns, out: Partial<StripGreekColumns>): void => {
  requireEuropean({ ...expiry, kind: 'call', strike: 0, vol: 0 })
  const rows = strike.length
  requireColumns(rows, { isCall, ...out })
  for (let row = 0; row < rows; row += 1) {
    const price = strike[row] as number // row < rows
    const flag = isCall[row] as number
    if (!(price === 0 || (price >= PRICE_BOUNDS.min && price <= PRICE_BOUNDS.max)))
      requireWithin(`row ${row}, strike`, price, PRICE_BOUNDS, 'give the strike in the unit of the spot, or 0')
    if (flag > 1) throw new PricingInputError(`row ${row}, isCall`, flag, '0 or 1', 'give 1 for a call and 0 for a put')
  }
}

/**
 * Prices of the options of one expiry, of which the model is evaluated once for all strikes.
 *
 * @throws PricingInputError for what `requireEuropean` refuses, a strike or flag by its row (counted from 0), columns too short, and
 * where the law is too far from smooth to be resolved; nothing is written then.
 * @source docs/models/fourier-pricing.md, eq. 3
 */
export const transformStrip = (
  modelAt: (time: number) => TransformModel,
  expiry: Expiry,
  options: StripColumns,
  price: Float64Array,
): void => {
  requireStrip(expiry, options, { price })
  const ready = readyOf(modelAt, expiry, fourierStrip)
  for (let row = 0; row < options.strike.length; row += 1) {
    const strike = options.strike[row] as number // row < length
    const isCall = options.isCall[row] === 1
    price[row] =
      ready === null || strike === 0
        ? certain({ ...expiry, kind: isCall ? 'call' : 'put', strike }).price
        : rowPrice(ready, isCall, strike)
  }
}

const rowPrice = ({ prepared, strip }: Ready<FourierStrip>, isCall: boolean, strike: number): number => {
  const k = logStrikeOf(prepared, strike)
  const near = covers(strip, k) ? stripValue(strip, k, ratioOf(prepared, strike)) : 0
  const value = near > FAR ? near : farOption(prepared.model.transform, k).value
  const parity = parityOf(isCall, k)
  return prepared.spotValue * value + parity * (prepared.spotValue - strike * prepared.discount)
}

/**
 * `transformStrip` with delta, gamma and vega.
 *
 * @throws PricingInputError as `transformStrip`.
 * @source docs/models/fourier-pricing.md, eq. 3, 4 and 8
 */
export const transformStripGreeks = (
  modelAt: (time: number) => TransformModel,
  expiry: Expiry,
  options: StripColumns,
  out: StripGreekColumns,
): void => {
  requireStrip(expiry, options, out)
  const ready = readyOf(modelAt, expiry, fourierGreeksStrip)
  for (let row = 0; row < options.strike.length; row += 1) {
    const strike = options.strike[row] as number // row < length
    const isCall = options.isCall[row] === 1
    const greeks =
      ready === null || strike === 0
        ? certain({ ...expiry, kind: isCall ? 'call' : 'put', strike })
        : rowGreeks(ready, isCall, strike)
    out.price[row] = greeks.price
    out.delta[row] = greeks.delta
    out.gamma[row] = greeks.gamma
    out.vega[row] = greeks.vega
  }
}

const rowGreeks = (
  { prepared, strip }: Ready<FourierGreeksStrip>,
  isCall: boolean,
  strike: number,
): TransformGreeks => {
  const k = logStrikeOf(prepared, strike)
  const near = covers(strip, k) ? stripGreeks(strip, k, ratioOf(prepared, strike)) : null
  const tail = near !== null && near.value > FAR ? near : farOption(prepared.model.transform, k)
  return greeksOf(prepared, isCall, strike, k, tail)
}
