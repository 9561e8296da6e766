import { atan2, complexExpm1, complexLog1p, complexSqrt, cos, exp, log, sin } from '../math/index.ts'
import { ENVELOPE, LOG_IM, LOG_RE, SLOPE_IM, SLOPE_RE, type Transform } from './transform.ts'

/**
 * Square-root variance: dv = reversion·(longVariance − v)·dt + volOfVariance·√v·dW₂, dS/S = (r − q)·dt + √v·dW₁, correlation of W₁
 * and W₂. Variances per year, reversion a year. `variance` is v at time 0.
 */
export type HestonParameters = {
  readonly variance: number
  readonly reversion: number
  readonly longVariance: number
  readonly volOfVariance: number
  readonly correlation: number
}

const SQUARE_MIN = 1e-200 // below it ln A is σ²mw/2 to the last digit of every double
const BUFFER = new Float64Array(2)

/** ln E[e^(zX)] of Heston's law after `time` years. */
export const hestonTransform = (law: HestonParameters, time: number): Transform => ({
  logMoment: (power) => logMoment(law, time, power),
  at: (re, im, out) => {
    exponentAt(law, time, re, im, out)
    out[ENVELOPE] = out[LOG_RE] as number // written just now
  },
})

/**
 * With q = z² − z, ξ = κ − ρσz, d = √(ξ² − σ²q), m = q/(ξ + d) = (ξ − d)/σ², w = (1 − e^(−dT))/d and A = 1 + σ²mw/2:
 *
 *   ln E[e^(zX)] = κθ·(mT − 2·ln(A)/σ²) + v·q·w/(2A)
 *
 * which is the 'little trap' form, arranged so that σ → 0, κ → 0 and d → 0 lose no digits.
 *
 * @source H. Albrecher, P. Mayer, W. Schoutens, J. Tistaert, Wilmott 1 (2007) 83; docs/models/heston.md, eq. 2
 */
const exponentAt = (law: HestonParameters, time: number, re: number, im: number, out: Float64Array): void => {
  const { reversion, volOfVariance: sigma, correlation } = law
  const square = sigma * sigma
  const qRe = re * re - re - im * im
  const qIm = im * (2 * re - 1)
  const tilt = correlation * sigma
  const xiRe = reversion - tilt * re
  const xiIm = -tilt * im
  complexSqrt(xiRe * xiRe - xiIm * xiIm - square * qRe, 2 * xiRe * xiIm - square * qIm, BUFFER)
  const dRe = BUFFER[0] as number // two elements
  const dIm = BUFFER[1] as number
  const apart = xiRe * dRe + xiIm * dIm > 0
  const sumRe = apart ? xiRe + dRe : square
  const sumIm = apart ? xiIm + dIm : 0
  const topRe = apart ? qRe : xiRe - dRe
  const topIm = apart ? qIm : xiIm - dIm
  const sumSize = sumRe * sumRe + sumIm * sumIm
  const mRe = sumSize === 0 ? 0 : (topRe * sumRe + topIm * sumIm) / sumSize // 0 where σ = κ = 0: nothing pulls
  const mIm = sumSize === 0 ? 0 : (topIm * sumRe - topRe * sumIm) / sumSize
  const dSize = dRe * dRe + dIm * dIm
  complexExpm1(-dRe * time, -dIm * time, BUFFER)
  const eRe = BUFFER[0] as number
  const eIm = BUFFER[1] as number
  const wRe = dSize === 0 ? time : -(eRe * dRe + eIm * dIm) / dSize
  const wIm = dSize === 0 ? 0 : -(eIm * dRe - eRe * dIm) / dSize
  const half = 0.5 * square
  const bRe = half * (mRe * wRe - mIm * wIm) // A − 1
  const aRe = 1 + bRe
  const aIm = half * (mRe * wIm + mIm * wRe)
  const aSize = 2 * (aRe * aRe + aIm * aIm)
  const qwRe = qRe * wRe - qIm * wIm
  const qwIm = qRe * wIm + qIm * wRe
  const slopeRe = (qwRe * aRe + qwIm * aIm) / aSize
  const slopeIm = (qwIm * aRe - qwRe * aIm) / aSize
  complexLog1p(bRe, aIm, BUFFER)
  const pull = reversion * law.longVariance
  const logRe = square < SQUARE_MIN ? mRe * wRe - mIm * wIm : ((BUFFER[0] as number) * 2) / square
  const logIm = square < SQUARE_MIN ? mRe * wIm + mIm * wRe : ((BUFFER[1] as number) * 2) / square
  out[LOG_RE] = pull * (mRe * time - logRe) + law.variance * slopeRe
  out[LOG_IM] = pull * (mIm * time - logIm) + law.variance * slopeIm
  out[SLOPE_RE] = slopeRe
  out[SLOPE_IM] = slopeIm
}

/**
 * ln E[e^(sX)] of a real power; Infinity at and after the time at which the moment explodes.
 *
 * @source L. B. G. Andersen, V. V. Piterbarg, Finance and Stochastics 11 (2007) 29; docs/models/heston.md, eq. 3
 */
const logMoment = (law: HestonParameters, time: number, power: number): number => {
  const square = law.volOfVariance * law.volOfVariance
  const q = power * power - power
  const xi = law.reversion - law.correlation * law.volOfVariance * power
  const discriminant = xi * xi - square * q
  if (discriminant < 0) return logMomentTurning(law, time, q, xi, Math.sqrt(-discriminant))
  if (xi > 0 || q < 0) {
    exponentAt(law, time, power, 0, REAL)
    return REAL[LOG_RE] as number // four elements
  }
  const d = Math.sqrt(discriminant)
  const w = d === 0 ? time : (1 - exp(-d * time)) / d
  if (1 + 0.5 * (xi - d) * w <= 0) return Infinity
  exponentAt(law, time, power, 0, REAL)
  return REAL[LOG_RE] as number
}

const REAL = new Float64Array(4)

/** The moment with d = iγ: a = cos(γT/2) + ξ·sin(γT/2)/γ must not have met 0. */
const logMomentTurning = (law: HestonParameters, time: number, q: number, xi: number, gamma: number): number => {
  if (gamma * time >= Math.PI + 2 * atan2(xi, gamma)) return Infinity
  const sine = sin(0.5 * gamma * time) / gamma
  const a = cos(0.5 * gamma * time) + xi * sine
  if (a <= 0) return Infinity
  const square = law.volOfVariance * law.volOfVariance
  const pull = (law.reversion * law.longVariance) / square
  return pull * (xi * time - 2 * log(a)) + (law.variance * q * sine) / a
}
