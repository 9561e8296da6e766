import { exp, normalCdf } from '../math/index.ts'
import { butterflyFactorOf } from './butterfly.ts'
import { sviJet, type SviSlice } from './svi.ts'

const ROOT_TWO_PI = 2.5066282746310002

/**
 * Risk-neutral density of ln(S_T/F) at k, the second derivative of Black prices by strike along the smile:
 *
 *   p(k) = g(k)/√(2πw)·e^(−d₂²/2)   d₂ = −k/√w − √w/2                                        (eq. 7)
 *
 * Negative where the slice has butterfly arbitrage. The density of S_T at K is p(ln(K/F))/K.
 *
 * @source Breeden and Litzenberger, Journal of Business 51 (1978) 621; Gatheral and Jacquier 2014, eq. 2.1
 */
export const smileDensity = (slice: SviSlice, k: number): number => {
  const jet = sviJet(slice, k)
  const root = Math.sqrt(jet.w)
  const d2 = -k / root - 0.5 * root
  return (butterflyFactorOf(jet, k) * exp(-0.5 * d2 * d2)) / (ROOT_TWO_PI * root)
}

/**
 * Risk-neutral probability that S_T ends under F·e^k, the slope of put prices by strike along the smile:
 *
 *   P(k) = N(−d₂) + φ(d₂)·w′/(2√w)                                                           (eq. 8)
 */
export const smileProbabilityBelow = (slice: SviSlice, k: number): number => {
  const { w, slope } = sviJet(slice, k)
  const root = Math.sqrt(w)
  const d2 = -k / root - 0.5 * root
  return normalCdf(-d2) + (exp(-0.5 * d2 * d2) * slope) / (2 * ROOT_TWO_PI * root)
}
