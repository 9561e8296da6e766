import { exp, log, log1p } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/**
 * How fast a logistic forecast learns: each weight w has its own step α/(β + √Σg²), g its gradients so far; λ₁ keeps small weights at 0
 * and λ₂ shrinks all.
 */
export type LearningSteps = {
  readonly alpha: number
  readonly beta: number
  readonly lambda1: number
  readonly lambda2: number
}

/** Steps that learn a scaled feature within some hundred outcomes. */
export const LEARNING_STEPS: LearningSteps = { alpha: 0.05, beta: 1, lambda1: 0, lambda2: 1 }

/** A forecast that learns from each outcome. The features of a row: put a 1 among them for the base rate. `learnOutcome` alone writes it. */
export interface OnlineLogistic {
  readonly steps: LearningSteps
  readonly pulls: Float64Array
  readonly squares: Float64Array
  readonly weights: Float64Array
}

/**
 * A forecast that has learnt nothing: probability ½ for everything.
 *
 * @throws ForecastInputError for a width outside 1 to 10,000, α outside 1e-6 to 100, β outside 1e-6 to 1e6, λ outside 0 to 1e6.
 */
export const onlineLogistic = (width: number, steps: LearningSteps = LEARNING_STEPS): OnlineLogistic => {
  if (!(Number.isInteger(width) && width >= 1 && width <= 10_000))
    throw new ForecastInputError('width', width, 'a whole number from 1 to 10000', 'name the number of features')
  requireBetween('alpha', steps.alpha, { min: 1e-6, max: 100 }, 'name the size of a step')
  requireBetween('beta', steps.beta, { min: 1e-6, max: 1e6 }, 'name what the first step is divided by')
  requireBetween('lambda1', steps.lambda1, { min: 0, max: 1e6 }, 'name a penalty')
  requireBetween('lambda2', steps.lambda2, { min: 0, max: 1e6 }, 'name a penalty')
  return { steps, pulls: new Float64Array(width), squares: new Float64Array(width), weights: new Float64Array(width) }
}

/** 1/(1 + e^(−o − Σ w·x)), kept from 1e-6 to 1 − 1e-6; o log odds that are given, such as those of a forecast to be corrected. */
export const probabilityOf = ({ weights }: OnlineLogistic, features: Float64Array, odds = 0): number => {
  let sum = odds
  for (const [at, weight] of weights.entries()) sum += weight * (features[at] ?? Number.NaN)
  return Math.min(1 - 1e-6, Math.max(1e-6, 1 / (1 + exp(-sum))))
}

/**
 * Learns one outcome, 1 or 0, by the leader who follows the regularised past: with g = (p − y)·x,
 *
 *   σ = (√(n + g²) − √n)/α,  z ← z + g − σw,  n ← n + g²
 *   w = 0 where |z| ≤ λ₁, else −(z − sign(z)·λ₁)/((β + √n)/α + λ₂)        (eq. 5)
 *
 * @returns the probability that was given before learning
 * @throws ForecastInputError for features of another width or one that is not finite.
 * @source McMahan et al., KDD 2013, algorithm 1; docs/models/order-flow.md, eq. 5
 */
export const learnOutcome = (model: OnlineLogistic, features: Float64Array, outcome: 0 | 1, odds = 0): number => {
  const { steps, pulls, squares, weights } = model
  requireFeatures(features, weights.length)
  const probability = probabilityOf(model, features, odds)
  for (const [at, feature] of features.entries()) {
    const gradient = (probability - outcome) * feature
    const before = squares[at] ?? 0
    const after = before + gradient * gradient
    const step = (Math.sqrt(after) - Math.sqrt(before)) / steps.alpha
    const pull = (pulls[at] ?? 0) + gradient - step * (weights[at] ?? 0)
    pulls[at] = pull
    squares[at] = after
    const rest = Math.abs(pull) - steps.lambda1
    const stiffness = (steps.beta + Math.sqrt(after)) / steps.alpha + steps.lambda2
    weights[at] = rest <= 0 ? 0 : (-Math.sign(pull) * rest) / stiffness
  }
  return probability
}

/** −ln of the probability that was given to what happened. */
export const logLoss = (probability: number, outcome: 0 | 1): number =>
  outcome === 1 ? -log(probability) : -log1p(-probability)

/** ln(p/(1 − p)): a second forecast from these odds, with them and a 1 as features, corrects the first one's confidence. */
export const logit = (probability: number): number => log(probability) - log1p(-probability)

const requireFeatures = (features: Float64Array, width: number): void => {
  if (features.length !== width)
    throw new ForecastInputError('features.length', features.length, `${width}`, 'give every feature, in one order')
  for (const [at, feature] of features.entries())
    if (!Number.isFinite(feature))
      throw new ForecastInputError(`features[${at}]`, feature, 'a finite number', 'leave the row out or put 0')
}
