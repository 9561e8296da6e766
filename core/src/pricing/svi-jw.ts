import { PricingInputError, requireWithin, type Bounds } from './pricing-input-error.ts'
import { requireSvi, sviLeastVariance, sviVariance, type SviSlice } from './svi.ts'

/**
 * A slice in the words of a trader: variance and skew at the money, slopes of the put and call wings in units of at-the-money total
 * volatility, least variance. Variances are per year, so that slices of different expiries compare.
 */
export type SviJumpWings = {
  readonly variance: number // v, at the money
  readonly skew: number // ψ, ∂√w/∂k at the money
  readonly putSlope: number // p
  readonly callSlope: number // c
  readonly leastVariance: number // ṽ
}

const TIME: Bounds = { min: 1e-9, max: 1000 }
const VARIANCE: Bounds = { min: 1e-12, max: 1e6 }
const SLOPE: Bounds = { min: 0, max: 1e6 }

/**
 * Jump-wings parameters of a slice that expires in `time` years:
 *
 *   v = w(0)/t   ψ = (b/2)·(ρ − m/√(m²+σ²))/√w(0)   p = b(1−ρ)/√w(0)   c = b(1+ρ)/√w(0)   ṽ = (a + bσ√(1−ρ²))/t   (eq. 4)
 *
 * @throws PricingInputError for what `requireSvi` refuses and for a time that is not above 0.
 * @source Gatheral and Jacquier, Quantitative Finance 14 (2014) 59, eq. 3.5
 */
export const jumpWingsOf = (slice: SviSlice, time: number): SviJumpWings => {
  requireSvi(slice)
  requireWithin('time', time, TIME, 'give years to expiry, above 0')
  const { b, rho, m, sigma } = slice
  const w = sviVariance(slice, 0)
  const root = Math.sqrt(w)
  return {
    variance: w / time,
    skew: (0.5 * b * (rho - m / Math.sqrt(m * m + sigma * sigma))) / root,
    putSlope: (b * (1 - rho)) / root,
    callSlope: (b * (1 + rho)) / root,
    leastVariance: sviLeastVariance(slice) / time,
  }
}

/**
 * The raw slice of jump-wings parameters. With β = m/√(m²+σ²) = ρ − 2ψ√w/b and r = √(m²+σ²),
 *
 *   r = (w − ṽt)·(1 − ρβ + √(1−β²)·√(1−ρ²)) / (b·(ρ − β)²)   m = β·r   σ = √(1−β²)·r             (eq. 5)
 *
 * which is the published inverse without its cancelling difference.
 *
 * @throws PricingInputError where no slice has these parameters: a skew beyond its wings, a least variance above the one at the
 * money, or a smile whose minimum lies at the money, whose width these five numbers do not tell.
 * @source Gatheral and Jacquier 2014, lemma 3.2
 */
export const sviOfJumpWings = (wings: SviJumpWings, time: number): SviSlice => {
  requireJumpWings(wings, time)
  const { variance, skew, putSlope, callSlope, leastVariance } = wings
  const w = variance * time
  const root = Math.sqrt(w)
  const b = 0.5 * root * (putSlope + callSlope)
  if (b === 0) return { a: w, b: 0, rho: 0, m: 0, sigma: 1 }
  const rho = (callSlope - putSlope) / (callSlope + putSlope)
  const tilt = (2 * skew * root) / b
  const beta = rho - tilt
  const across = Math.sqrt(Math.max(0, (1 - beta) * (1 + beta)))
  const upright = Math.sqrt(Math.max(0, (1 - rho) * (1 + rho)))
  const r = ((variance - leastVariance) * time * (1 - rho * beta + across * upright)) / (b * tilt * tilt)
  const slice = { a: leastVariance * time - b * across * r * upright, b, rho, m: beta * r, sigma: across * r }
  requireSvi(slice)
  return slice
}

const requireJumpWings = ({ variance, skew, putSlope, callSlope, leastVariance }: SviJumpWings, time: number): void => {
  requireWithin('time', time, TIME, 'give years to expiry, above 0')
  requireWithin('v', variance, VARIANCE, 'give variance a year at the money')
  requireWithin('p', putSlope, SLOPE, 'give a slope of the put wing of at least 0')
  requireWithin('c', callSlope, SLOPE, 'give a slope of the call wing of at least 0')
  requireWithin('psi', skew, { min: -0.5 * putSlope, max: 0.5 * callSlope }, 'give a skew between −p/2 and c/2')
  requireWithin('v_tilde', leastVariance, { min: 1e-12, max: variance }, 'give a least variance of at most v')
  if (skew === 0 && putSlope + callSlope > 0)
    throw new PricingInputError('psi', 0, 'other than 0', 'give raw parameters: the width is not determined')
}

/**
 * The slice with the same level, skew and put wing whose call wing and least variance leave no butterfly arbitrage:
 * c′ = p + 2ψ and ṽ′ = v·4·p·c′/(p + c′)².
 *
 * @throws PricingInputError where c′ < 0: the put wing is too flat for the skew.
 * @source Gatheral and Jacquier 2014, section 5.1
 */
export const repairedJumpWings = (wings: SviJumpWings): SviJumpWings => {
  const { variance, skew, putSlope } = wings
  const callSlope = putSlope + 2 * skew
  requireWithin('p + 2·psi', callSlope, SLOPE, 'give a put wing of at least −2ψ')
  const sum = putSlope + callSlope
  return { ...wings, callSlope, leastVariance: (variance * 4 * putSlope * callSlope) / (sum * sum) }
}
