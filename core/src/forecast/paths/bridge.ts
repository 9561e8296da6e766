import { exp, log } from '../../math/index.ts'
import { requireBetween } from '../forecast-input-error.ts'

/** One step of a log price: where it began and ended, and the variance that the diffusion spent between (vol²·dt, ≥ 0). */
export type BridgeStep = { readonly from: number; readonly to: number; readonly variance: number }

const FINITE = { min: -1e300, max: 1e300 }
const VARIANCE = { min: 0, max: 1e300 }

const check = ({ from, to, variance }: BridgeStep): void => {
  requireBetween('from', from, FINITE, 'give a log price')
  requireBetween('to', to, FINITE, 'give a log price')
  requireBetween('variance', variance, VARIANCE, 'give the variance of the step')
}

/**
 * Probability that a Brownian path between two known ends met a level within the step; 1 where an end lies on it or beyond it from
 * the other. The drift does not matter once both ends are known. All in logarithms of price.
 *
 *   P = exp(−2·(from − level)·(to − level) / variance)
 *
 * @throws ForecastInputError for a number that is not finite or a negative variance.
 * @source P. Glasserman, Monte Carlo Methods in Financial Engineering (2004), 6.4; docs/models/paths.md, eq. 8
 */
export const crossingProbability = (step: BridgeStep, level: number): number => {
  check(step)
  requireBetween('level', level, FINITE, 'give a log price')
  return crossing(step.from - level, step.to - level, step.variance)
}

const crossing = (begun: number, ended: number, variance: number): number => {
  if (!(begun * ended > 0)) return 1
  return variance > 0 ? exp((-2 * begun * ended) / variance) : 0
}

/**
 * Lowest log price of the step for a uniform u in (0, 1), increasing in u: exact in law, so that one draw serves all levels at once.
 * The highest is minus the lowest of the mirrored step.
 *
 *   ½·(from + to − √((to − from)² − 2·variance·ln u))
 *
 * @throws ForecastInputError for a number that is not finite, a negative variance, or u outside (0, 1).
 * @source docs/models/paths.md, eq. 9
 */
export const lowestWithin = (step: BridgeStep, u: number): number => {
  check(step)
  requireBetween('u', u, { min: Number.MIN_VALUE, max: 1 - 1e-16 }, 'draw a uniform')
  const { from, to, variance } = step
  const move = to - from
  return 0.5 * (from + to - Math.sqrt(move * move - 2 * variance * log(u)))
}

/** Ends of one step of many paths, the variance it spent, and what is left of every path's chance never to have met the level. */
export type BridgeColumns = {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly variance: Float64Array
  /** Starts at 1; every step multiplies it by its own chance not to cross. */
  readonly survival: Float64Array
}

/** Carries the survival of every path over one step past a level, in place. No draws are needed, so no noise is added. */
export const surviveStep = ({ from, to, variance, survival }: BridgeColumns, level: number): void => {
  for (let i = 0; i < survival.length; i += 1) {
    const met = crossing((from[i] as number) - level, (to[i] as number) - level, variance[i] as number)
    survival[i] = (survival[i] as number) * (1 - met)
  }
}
