import { FINE_MAX, exp, log, log1p, scaledUpperTail, scaledUpperTailDrop, scaledUpperTailFine } from '../math/index.ts'
import { distanceAbove, distanceFar, spreadNear } from './implied-guess.ts'

// An option out of the money is worth a share u of the smaller of forward and strike. With gap = larger/smaller − 1, k = ln(1 + gap),
// s = σ√T, d = k/s − s/2, e = k/s + s/2 = √(d² + 2k) and M the scaled upper tail P(X > x)·e^(x²/2):
//
//   u = e^(−d²/2)·(M(d) − M(e))    1 − u = e^(−d²/2)·(M(−d) + M(e))    s = e − d = 2k/(e + d)    (eq. 1)

const DENSITY = 0.3989422804014327 // 1/√(2π)
const NEAR_MAX = 2.5 // k up to which Bachelier's guess is the better one
const STEP_MIN = 0.0625 // difference of arguments from which two tails are subtracted
const SERIES_MAX = 0.5
const CLOSE_NEAR = 3e-4 // a step that moves s by less leaves an error below 1e-15: four orders of convergence
const CLOSE = 5e-5
const STEPS_MAX = 8
const TINY = 1e-150
const TINY_SCALE = 1.3407807929942597e154 // 2^512
const LOG_TINY_SCALE = 354.891356446692
const LINEAR_MAX = 1e-8 // share at the money up to which s = u·√(2π) to the last digit

/** P(0 < X < x)·e^(x²/2)·√(2π) = x + x³/3 + x⁵/15 + … for 0 ≤ x ≤ ½. */
const scaledCentre = (x: number): number => {
  const q = x * x
  const f = q * q
  const low = 1 / 15 + q * (1 / 105) + f * (1 / 945 + q * (1 / 10395))
  const high = 1 / 135135 + q * (1 / 2027025) + f * (1 / 34459425 + q * (1 / 654729075))
  return x * (1 + q * (1 / 3) + f * (low + f * f * high))
}

/** M(d) − M(e) to the relative accuracy that s needs, also where d < 0. */
const tailDrop = (d: number, e: number, s: number, gap: number): number => {
  if (s <= STEP_MIN) return scaledUpperTailDrop(d, s)
  if (d >= 0) return e <= FINE_MAX ? scaledUpperTailFine(d) - scaledUpperTailFine(e) : scaledUpperTailDrop(d, s)
  const scale = exp(0.5 * d * d)
  if (e <= SERIES_MAX) return DENSITY * (scaledCentre(e) + scaledCentre(-d)) - 0.5 * scale * gap
  return scale - scaledUpperTail(-d) - scaledUpperTail(e)
}

/** The step of third order by Householder towards the root of f, from f/f′, f″/f′ and f‴/f′. */
const householder = (ratio: number, second: number, third: number): number =>
  (-ratio * (1 - 0.5 * second * ratio)) / (1 - ratio * (second - (third * ratio) / 6))

const spreadOf = (d: number, k: number): number => {
  const e = Math.sqrt(d * d + 2 * k)
  return d > 0 ? (2 * k) / (e + d) : e - d
}

/** Root in d of −ln u(d) = −ln u, which is next to a parabola. (eq. 2, 3) */
const refineBelow = (guess: number, k: number, gap: number, share: number, logShare: number, close: number): number => {
  let d = guess
  for (let count = 0; count < STEPS_MAX; count += 1) {
    const e = Math.sqrt(d * d + 2 * k)
    const s = d > 0 ? (2 * k) / (e + d) : e - d
    const drop = tailDrop(d, e, s, gap)
    const inverse = 1 / e
    const cosine = d * inverse
    const slope = (DENSITY * s * inverse) / drop
    const bend = d + inverse * (1 + cosine)
    const bendSlope = 1 + inverse * inverse * (1 + cosine) * (1 - 2 * cosine)
    const second = slope - bend
    const third = second * second + slope * second - bendSlope
    const step = householder((0.5 * d * d - log(drop / share) - logShare) / slope, second, third)
    d += step
    if (!(Math.abs(step) > close * e)) break
  }
  return spreadOf(d, k)
}

/** Root in m = −d of −ln(1 − u(m)) = −ln(1 − u). (eq. 2, 4) */
const refineAbove = (guess: number, k: number, complement: number): number => {
  let m = guess
  for (let count = 0; count < STEPS_MAX; count += 1) {
    const e = Math.sqrt(m * m + 2 * k)
    const sum = scaledUpperTail(m) + scaledUpperTail(e)
    const inverse = 1 / e
    const cosine = -m * inverse
    const slope = (DENSITY * (e + m) * inverse) / sum
    const bend = -m + inverse * (1 + cosine)
    const bendSlope = 1 + inverse * inverse * (1 + cosine) * (1 - 2 * cosine)
    const second = slope + bend
    const third = second * second + slope * second - bendSlope
    const step = householder((0.5 * m * m - log(sum / complement)) / slope, second, third)
    m += step
    if (!(Math.abs(step) > CLOSE * e)) break
  }
  return spreadOf(-m, k)
}

const spreadBelow = (k: number, gap: number, share: number, logShare: number): number => {
  if (k > NEAR_MAX) return refineBelow(distanceFar(k, share, logShare), k, gap, share, logShare, CLOSE)
  const s = spreadNear(k, gap, share, logShare)
  return refineBelow(k / s - 0.5 * s, k, gap, share, logShare, CLOSE_NEAR)
}

/**
 * s = σ√T of an option out of the money, from 0 < price < smaller ≤ larger, where these two are forward and strike; its relative error
 * is a few units of 2^-52 times price / (vega·vol) or 50 units, whichever is more.
 *
 * @source docs/models/implied-volatility.md, eq. 1 to 6
 */
export const impliedSpread = (price: number, smaller: number, larger: number): number => {
  const gap = (larger - smaller) / smaller
  const share = price / smaller
  if (gap === 0 && share < LINEAR_MAX) return share / DENSITY
  const k = log1p(gap)
  if (share > 0.5) return refineAbove(distanceAbove(k, (smaller - price) / smaller), k, (smaller - price) / smaller)
  if (share > TINY) return spreadBelow(k, gap, share, 0)
  return spreadBelow(k, gap, (price * TINY_SCALE) / smaller, LOG_TINY_SCALE)
}
