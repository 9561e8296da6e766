import { exp } from './exp.ts'
import { gammaHalfRatio } from './gamma.ts'
import { incompleteBetaFraction } from './incomplete-beta.ts'
import { log, log1p } from './log.ts'
import { normalQuantile } from './normal-quantile.ts'

const ROOT_PI = 1.772453850905516
const STEPS_MAX = 100

/** Density of Student's t with `degrees` of freedom, 0.1 to 1e7 (NaN elsewhere): Γ((ν+1)/2)/(√(νπ)·Γ(ν/2))·(1 + t²/ν)^(−(ν+1)/2). */
export const studentTPdf = (t: number, degrees: number): number => {
  if (!allowed(degrees)) return NaN
  return exp(-0.5 * (degrees + 1) * logSpread(t, degrees)) * peak(degrees)
}

/** P(T > t), within 1e-13 + 5e-17·degrees relative, however far out. NaN for degrees outside 0.1 to 1e7. */
export const studentTUpperTail = (t: number, degrees: number): number => {
  if (!allowed(degrees) || t !== t) return NaN
  if (t < 0) return 1 - studentTUpperTail(-t, degrees)
  const square = t * t
  const outer = degrees / (degrees + square)
  const a = 0.5 * degrees
  if (outer < (a + 1) / (a + 2.5)) return (timesDensity(t, degrees) / degrees) * incompleteBetaFraction(outer, a, 0.5)
  return 0.5 - timesDensity(t, degrees) * incompleteBetaFraction(square / (degrees + square), 0.5, a)
}

/** P(T ≤ t). */
export const studentTCdf = (t: number, degrees: number): number => studentTUpperTail(-t, degrees)

/** The t with P(T ≤ t) = p, for 0 < p < 1 (NaN elsewhere). Small p keep their accuracy; for an upper tail negate the answer for 1 − p. */
export const studentTQuantile = (p: number, degrees: number): number => {
  if (!allowed(degrees) || !(p > 0 && p < 1)) return NaN
  if (p > 0.5) return beyond(1 - p, degrees)
  return -beyond(p, degrees)
}

const allowed = (degrees: number): boolean => degrees >= 0.1 && degrees <= 1e7

const peak = (degrees: number): number => gammaHalfRatio(0.5 * degrees) / (Math.sqrt(degrees) * ROOT_PI)

/** t·f(t), also where f alone would be 0 in doubles: t/√(1 + t²/ν) tends to √ν. */
const timesDensity = (t: number, degrees: number): number => {
  const square = (t * t) / degrees
  const reach = square < 1e300 ? t / Math.sqrt(1 + square) : Math.sqrt(degrees)
  return exp(-0.5 * degrees * logSpread(t, degrees)) * reach * peak(degrees)
}

const logSpread = (t: number, degrees: number): number => {
  const square = (t * t) / degrees
  return square < 1e300 ? log1p(square) : 2 * (log(Math.abs(t)) - 0.5 * log(degrees))
}

/** t ≥ 0 with upper tail q ≤ ½. */
const beyond = (q: number, degrees: number): number => {
  if (q === 0.5) return 0
  return q > 0.25 ? nearCentre(q, degrees) : farOut(q, degrees)
}

/** Newton's steps from 0: the tail is convex there, so they only go up. */
const nearCentre = (q: number, degrees: number): number => {
  let t = 0
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const move = (studentTUpperTail(t, degrees) - q) / studentTPdf(t, degrees)
    t += move
    if (Math.abs(move) <= 1e-16 * t) break
  }
  return t
}

/** Newton's steps on ln(tail) over ln t, which is concave: from the normal quantile one step up, then down to the root. */
const farOut = (q: number, degrees: number): number => {
  let t = -normalQuantile(q)
  for (let step = 0; step < STEPS_MAX && t < Infinity; step += 1) {
    const tail = studentTUpperTail(t, degrees)
    const move = ((log(tail) - log(q)) * tail) / timesDensity(t, degrees)
    t *= exp(move)
    if (Math.abs(move) <= 2e-16) break
  }
  return t
}
