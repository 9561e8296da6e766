import { log } from '../math/index.ts'
import { requireBetween } from './forecast-input-error.ts'
import { requireFinite } from './series-check.ts'

/** GARCH(1,1): next variance = omega + alpha·r² + beta·(this variance). Omega in squared units of the returns. */
export type Garch = { readonly omega: number; readonly alpha: number; readonly beta: number }

const OMEGA = { min: 1e-300, max: 1e12 }
const WEIGHT = { min: 0, max: 10 }
const SIZE = { min: 0, max: 1e6 }

/** @throws ForecastInputError for omega outside 1e-300 to 1e12, or alpha or beta outside 0 to 10. */
export const requireGarch = ({ omega, alpha, beta }: Garch): void => {
  requireBetween('omega', omega, OMEGA, 'give a variance above 0')
  requireBetween('alpha', alpha, WEIGHT, 'give the weight of the last squared return')
  requireBetween('beta', beta, WEIGHT, 'give the weight of the last variance')
}

/** Last period's volatility and return, in one unit. */
export type GarchState = { readonly vol: number; readonly lastReturn: number }

/**
 * Next period's variance: ω + αr² + βσ² (eq. 3).
 *
 * @throws ForecastInputError for what `requireGarch` refuses, a volatility outside 0 to 1e6 or a return beyond ±1e6.
 * @source Bollerslev, Journal of Econometrics 31 (1986) 307; docs/models/volatility.md, eq. 3
 */
export const garchStep = (garch: Garch, { vol, lastReturn }: GarchState): { variance: number; vol: number } => {
  requireGarch(garch)
  requireBetween('vol', vol, SIZE, 'give volatility per period')
  requireBetween('lastReturn', lastReturn, { min: -SIZE.max, max: SIZE.max }, 'give the return of one period')
  const variance = garch.omega + garch.alpha * lastReturn * lastReturn + garch.beta * vol * vol
  return { variance, vol: Math.sqrt(variance) }
}

/** What variance and volatility return to: ω/(1 − α − β) and its root; Infinity where α + β ≥ 1, which returns to nothing. */
export const garchLongRun = (garch: Garch): { variance: number; vol: number } => {
  requireGarch(garch)
  const { omega, alpha, beta } = garch
  const variance = alpha + beta < 1 ? omega / (1 - alpha - beta) : Infinity
  return { variance, vol: Math.sqrt(variance) }
}

/**
 * Volatilities along a series: `out[t]` is the forecast for t + 1, known at the end of t. The variance before the first return is that
 * return's square, as QuantLib's Garch11 has it.
 *
 * @throws ForecastInputError for what `requireGarch` refuses, no return, or one that is not finite.
 */
export const garchVols = (garch: Garch, returns: ArrayLike<number>, out: Float64Array): void => {
  requireGarch(garch)
  requireFinite('returns', returns, 1)
  const { omega, alpha, beta } = garch
  let variance = (returns[0] ?? 0) * (returns[0] ?? 0)
  for (let t = 0; t < returns.length; t += 1) {
    const last = returns[t] ?? 0
    variance = omega + alpha * last * last + beta * variance
    out[t] = Math.sqrt(variance)
  }
}

/**
 * Half the mean Gaussian deviance of returns with mean 0, without its constant: mean of (ln s² + r²/s²)/2, with the variance of the
 * first return = ω. Lower is better.
 *
 * @throws ForecastInputError for what `garchVols` refuses.
 */
export const garchCost = (garch: Garch, returns: ArrayLike<number>): number => {
  requireGarch(garch)
  requireFinite('returns', returns, 1)
  const { omega, alpha, beta } = garch
  let [variance, sum] = [omega, 0]
  for (let t = 0; t < returns.length; t += 1) {
    const square = (returns[t] ?? 0) * (returns[t] ?? 0)
    sum += 0.5 * (log(variance) + square / variance)
    variance = omega + alpha * square + beta * variance
  }
  return sum / returns.length
}

const PERIODS = { min: 1, max: 1e6 }

/**
 * Expected variance of the sum of the next `periods` returns, given the variance of the first of them:
 *
 *   Σ E s²_(t+i) = Σ [ v + (α + β)^i (s²_(t+1) − v) ],   i = 0 … periods − 1        (eq. 4)
 *
 * v the long-run variance; taken step by step, so that α + β ≥ 1 is allowed.
 *
 * @throws ForecastInputError for what `requireGarch` refuses, a variance outside 0 to 1e12, or periods outside 1 to 1e6.
 * @source docs/models/volatility.md, eq. 4
 */
export const garchVarianceOver = (garch: Garch, nextVariance: number, periods: number): number => {
  requireGarch(garch)
  requireBetween('nextVariance', nextVariance, { min: 0, max: 1e12 }, 'give the variance of the next period')
  requireBetween('periods', periods, PERIODS, 'give whole periods')
  const persistence = garch.alpha + garch.beta
  let [variance, sum] = [nextVariance, 0]
  for (let i = 0; i < periods; i += 1) {
    sum += variance
    variance = garch.omega + persistence * variance
  }
  return sum
}
