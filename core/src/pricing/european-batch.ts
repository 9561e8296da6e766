import { exp, log, scaledUpperTailFine } from '../math/index.ts'
import { bsm } from './bsm.ts'
import type { OptionKind } from './european-terms.ts'
import { PricingInputError, requireColumns } from './pricing-input-error.ts'

/** Many European options as columns of one length, in the units of `EuropeanTerms`; `isCall` holds 1 for a call and 0 for a put. */
export type EuropeanColumns = {
  readonly isCall: Uint8Array
  readonly spot: Float64Array
  readonly strike: Float64Array
  readonly time: Float64Array
  readonly vol: Float64Array
  readonly rate: Float64Array
  readonly dividend: Float64Array
}

/** Many options on futures as columns of one length, in the units of `Black76Terms`. */
export type Black76Columns = Omit<EuropeanColumns, 'spot' | 'dividend'> & { readonly forward: Float64Array }

/** Where a batch writes: columns of the caller's, at least as long as its input, none of them one of its inputs. */
export type ValueColumns = {
  readonly price: Float64Array
  readonly delta: Float64Array
  readonly gamma: Float64Array
  readonly vega: Float64Array
  readonly theta: Float64Array
  readonly rho: Float64Array
}

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327
// Where plain doubles keep a relative 5e-14: |d| < 9 bounds what the exponential loses, v ≥ 0.02 and |x|/v² < 100 what the difference
// of two tails loses. Everything else, NaN included, goes the careful way.
const DISTANCE_MAX = 9
const SPREAD_MIN = 0.02
const LOSS_MAX = 100
const GROWTH_MAX = 300

const kindOf = (flag: number): OptionKind => {
  if (flag === 0 || flag === 1) return flag === 1 ? 'call' : 'put'
  throw new PricingInputError('isCall', flag, '0 or 1', 'give 1 for a call and 0 for a put')
}

/** One option by the scalar functions, which check it; what they refuse is named with its row, counted from 0. */
const carefully = (columns: EuropeanColumns, row: number, out: ValueColumns): void => {
  const at = (column: ArrayLike<number>): number => column[row] as number // row < length of every column
  const { spot, strike, time, vol, rate, dividend, isCall } = columns
  const market = { spot: at(spot), strike: at(strike), time: at(time), vol: at(vol), rate: at(rate) }
  try {
    const greeks = bsm({ kind: kindOf(at(isCall)), ...market, dividend: at(dividend) })
    out.price[row] = greeks.price
    out.delta[row] = greeks.delta
    out.gamma[row] = greeks.gamma
    out.vega[row] = greeks.vega
    out.theta[row] = greeks.theta
    out.rho[row] = greeks.rho
  } catch (error) {
    if (!(error instanceof PricingInputError)) throw error
    throw new PricingInputError(`row ${row}, ${error.field}`, error.value, error.allowed, error.remedy)
  }
}

// One chunk of rows goes through three short loops: each is small enough for the compiler to take its elementary functions in.
const CHUNK = 512
const LOG_RATIO = new Float64Array(CHUNK)
const DISCOUNT = new Float64Array(CHUNK)

const prepare = ({ spot, strike, time, rate }: EuropeanColumns, from: number, to: number): void => {
  for (let i = from; i < to; i += 1) LOG_RATIO[i - from] = log((spot[i] as number) / (strike[i] as number))
  for (let i = from; i < to; i += 1) DISCOUNT[i - from] = exp(-(rate[i] as number) * (time[i] as number))
}

// Every index lies inside its column, hence `as number`.
const valueChunk = (columns: EuropeanColumns, out: ValueColumns, from: number, to: number): void => {
  const { isCall, spot, strike, time, vol, rate, dividend } = columns
  const { price, delta, gamma, vega, theta, rho } = out
  for (let i = from; i < to; i += 1) {
    const s = spot[i] as number
    const t = time[i] as number
    const sigma = vol[i] as number
    const r = rate[i] as number
    const q = dividend[i] as number
    const root = Math.sqrt(t)
    const v = sigma * root
    const h = ((LOG_RATIO[i - from] as number) + (r - q) * t) / v
    const d1 = h + 0.5 * v
    const d2 = h - 0.5 * v
    const size1 = Math.abs(d1)
    const size2 = Math.abs(d2)
    const flag = isCall[i] as number
    const fine = size1 < DISTANCE_MAX && size2 < DISTANCE_MAX && v >= SPREAD_MIN && Math.abs(h) < LOSS_MAX * v
    if (!(fine && s > 0 && flag < 2 && Math.abs(r * t) < GROWTH_MAX)) {
      carefully(columns, i, out)
      continue
    }
    const discount = DISCOUNT[i - from] as number
    const a = q === 0 ? s : s * (q === r ? discount : exp(-q * t))
    const b = (strike[i] as number) * discount
    const n = a * exp(-0.5 * d1 * d1)
    const density = n * ONE_OVER_ROOT_TWO_PI
    const sign = 2 * flag - 1
    const inside1 = +(sign * d1 > 0)
    const inside2 = +(sign * d2 > 0)
    const spotLeg = sign * (inside1 * a + (1 - 2 * inside1) * n * scaledUpperTailFine(size1))
    const strikeLeg = sign * (inside2 * b + (1 - 2 * inside2) * n * scaledUpperTailFine(size2))
    price[i] = spotLeg - strikeLeg
    delta[i] = spotLeg / s
    gamma[i] = density / (s * s * v)
    vega[i] = density * root
    theta[i] = q * spotLeg - r * strikeLeg - (0.5 * density * sigma) / root
    rho[i] = t * strikeLeg
  }
}

/**
 * Price and Greeks of many options: what `bsm` says, the price out of the money within a relative 1e-13, the rest within 2e-13 of
 * the scale of its terms. Rows with little variance or far from the forward take the scalar way, ten to twenty times slower.
 *
 * @throws PricingInputError naming the first refused row; the columns of `out` then hold nothing of use.
 * @source docs/models/black-scholes.md, section 4
 */
export const bsmBatch = (columns: EuropeanColumns, out: ValueColumns): void => {
  const count = columns.spot.length
  requireColumns(count, { ...columns, ...out })
  for (let from = 0; from < count; from += CHUNK) {
    const to = Math.min(count, from + CHUNK)
    prepare(columns, from, to)
    valueChunk(columns, out, from, to)
  }
}

/**
 * Price and Greeks of many options on futures: what `black76` says, with the accuracy and the refusals of `bsmBatch`.
 *
 * @source docs/models/black-scholes.md, eq. 6
 */
export const black76Batch = (columns: Black76Columns, out: ValueColumns): void => {
  const { forward, rate, time } = columns
  bsmBatch({ ...columns, spot: forward, dividend: rate }, out)
  for (let i = 0; i < forward.length; i += 1) out.rho[i] = -(time[i] as number) * (out.price[i] as number) // both that long
}
