import type { HestonParameters } from '../../pricing/index.ts'
import { ForecastInputError, requireBetween } from '../forecast-input-error.ts'

/** dX = −½·vol²·dt + vol·dW: one volatility per √year. */
export type ConstantVol = { readonly kind: 'constant'; readonly vol: number }

/**
 * Heston's variance: dX = −½·v·dt + √v·dW₁, dv = reversion·(longVariance − v)·dt + volOfVariance·√v·dW₂. `qe-m` is Andersen's scheme,
 * `full-truncation` Euler's, which is a baseline only.
 */
export type HestonVol = HestonParameters & { readonly kind: 'heston'; readonly scheme: 'qe-m' | 'full-truncation' }

/** `intensity` jumps a year, each normal in the logarithm with this mean and deviation. */
export type MertonJumps = {
  readonly kind: 'merton'
  readonly intensity: number
  readonly jumpMean: number
  readonly jumpDeviation: number
}

/** `intensity` jumps a year: up with `upProbability`, exponential in the logarithm with `upRate` (mean 1/upRate), else down with `downRate`. */
export type KouJumps = {
  readonly kind: 'kou'
  readonly intensity: number
  readonly upProbability: number
  readonly upRate: number
  readonly downRate: number
}

/**
 * Law of one asset's price: a diffusion, and jumps whose mean is taken out, so that E[S(t)] = spot · e^(carry·t) whatever they are.
 * Constant volatility without jumps is geometric Brownian motion; Heston with Merton's jumps is the law of Bates.
 */
export type PathDynamics = {
  /** Price at the start, above 0. */
  readonly spot: number
  /** Growth of the mean a year, continuous. */
  readonly carry: number
  readonly diffusion: ConstantVol | HestonVol
  readonly jumps?: MertonJumps | KouJumps
}

const ABOVE_ZERO = Number.MIN_VALUE
const A_STEP_MAX = 20
const RATE = { min: 0, max: 1e3 }
const POSITIVE = { min: ABOVE_ZERO, max: 1e300 }
const PROBABILITY = { min: 0, max: 1 }

const checkHeston = (law: HestonVol): void => {
  requireBetween('variance', law.variance, RATE, 'give v at the start, a year')
  requireBetween('reversion', law.reversion, RATE, 'give a speed a year')
  requireBetween('longVariance', law.longVariance, RATE, 'give a variance a year')
  requireBetween('volOfVariance', law.volOfVariance, { min: 1e-4, max: 1e3 }, 'for less use constant volatility')
  requireBetween('correlation', law.correlation, { min: -1, max: 1 }, 'give a correlation')
}

const checkJumps = (jumps: MertonJumps | KouJumps, years: number): void => {
  const most = { min: 0, max: A_STEP_MAX / years }
  requireBetween('intensity', jumps.intensity, most, `at most ${A_STEP_MAX} jumps a step; give shorter steps`)
  if (jumps.kind === 'merton') {
    requireBetween('jumpMean', jumps.jumpMean, { min: -10, max: 10 }, 'give the mean of the logarithm')
    requireBetween('jumpDeviation', jumps.jumpDeviation, { min: 0, max: 10 }, 'give the deviation of the logarithm')
    return
  }
  requireBetween('upProbability', jumps.upProbability, PROBABILITY, 'give a probability')
  requireBetween('downRate', jumps.downRate, POSITIVE, 'give 1 / mean size')
  if (!(jumps.upRate > 1 && jumps.upRate <= POSITIVE.max))
    throw new ForecastInputError('upRate', jumps.upRate, 'above 1', 'else the mean price is infinite')
}

/** @throws ForecastInputError unless every number of the law can be simulated in steps of so many years. */
export const checkDynamics = (law: PathDynamics, years: number): void => {
  requireBetween('years a step', years, { min: ABOVE_ZERO, max: 10 }, 'give the length of a step in years')
  requireBetween('spot', law.spot, POSITIVE, 'give a price')
  requireBetween('carry', law.carry, { min: -1e3, max: 1e3 }, 'give growth a year')
  if (law.diffusion.kind === 'constant') requireBetween('vol', law.diffusion.vol, RATE, 'give a volatility per √year')
  else checkHeston(law.diffusion)
  if (law.jumps !== undefined) checkJumps(law.jumps, years)
}
