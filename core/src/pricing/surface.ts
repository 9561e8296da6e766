import { log } from '../math/index.ts'
import { PricingInputError } from './pricing-input-error.ts'
import { sviScaled, sviVariance, type SviSlice } from './svi.ts'

/** One expiry of a surface: years to it, and its smile. */
export type SurfaceSlice = { readonly time: number; readonly slice: SviSlice }

/**
 * Total variance at log strike k and `time` years: linear between the expiries beside it at the same k, proportional to time before the
 * first and after the last, so that no calendar arbitrage arises between slices that have none.
 *
 * @throws PricingInputError for a surface without slices and a time that is not above 0.
 * @source docs/models/surfaces.md, eq. 13
 */
export const surfaceVariance = (surface: readonly SurfaceSlice[], k: number, time: number): number => {
  if (!(time > 0)) throw new PricingInputError('time', time, 'above 0', 'give years to expiry')
  const next = surface.findIndex((one) => one.time >= time)
  const [before, after] = next < 0 ? [surface.at(-1), undefined] : [surface[next - 1], surface[next]]
  const only = before ?? after
  if (only === undefined) throw new PricingInputError('slices', 0, 'at least 1', 'fit an expiry first')
  if (before === undefined || after === undefined) return (sviVariance(only.slice, k) * time) / only.time
  const share = (time - before.time) / (after.time - before.time)
  return sviVariance(before.slice, k) * (1 - share) + sviVariance(after.slice, k) * share
}

/** A smile in three numbers, volatilities per √year: at the money, and one total volatility below less one above it. */
export type SmileShape = { readonly vol: number; readonly skew: number }

/** Volatility at the forward, and σ(−√w₀) − σ(√w₀) with w₀ total variance at the forward: above 0 where puts cost more. */
export const smileShape = ({ slice, time }: SurfaceSlice): SmileShape => {
  const level = sviVariance(slice, 0)
  const reach = Math.sqrt(level)
  const vol = (k: number): number => Math.sqrt(sviVariance(slice, k) / time)
  return { vol: vol(0), skew: vol(-reach) - vol(reach) }
}

/** Why a fit is not taken. */
export type FitRefusal = 'arbitrage' | 'poor-fit' | 'implausible-jump'

/** What an update must not exceed. */
export type FitLimits = {
  readonly rmsSpreadsMax: number // of a fit, in quoted spreads
  readonly logJumpMax: number // of volatility at the money between two fits
}

/** Spreads of 2 and a factor of e between two fits. */
export const FIT_LIMITS: FitLimits = { rmsSpreadsMax: 2, logJumpMax: 1 }

/** A new fit of one expiry. */
export type FitCandidate = { readonly slice: SviSlice; readonly free: boolean; readonly rmsSpreads: number }

/** The last fit that was taken, and the years to expiry it was made at. */
export type LastGood = { readonly slice: SviSlice; readonly time: number }

/** Why a candidate is refused; null when it is taken. Without a last good fit no jump is judged. */
export const fitRefusal = (
  candidate: FitCandidate,
  time: number,
  last: LastGood | null,
  limits: FitLimits = FIT_LIMITS,
): FitRefusal | null => {
  if (!candidate.free) return 'arbitrage'
  if (!(candidate.rmsSpreads <= limits.rmsSpreadsMax)) return 'poor-fit'
  if (last === null) return null
  const jump = Math.abs(log(smileShape({ slice: candidate.slice, time }).vol / smileShape(last).vol))
  return jump <= limits.logJumpMax ? null : 'implausible-jump'
}

/** A last good slice at a later moment: the same volatilities by log strike, total variance by the time that is left. */
export const keptSlice = ({ slice, time }: LastGood, timeNow: number): SviSlice => sviScaled(slice, timeNow / time)
