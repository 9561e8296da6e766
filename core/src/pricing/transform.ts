import { PricingInputError } from './pricing-input-error.ts'

/**
 * What a model says of X = ln(S_T / F) at one expiry, F the forward, so that E[e^X] = 1: the logarithm of E[e^(zX)].
 * All that the Fourier methods ask of a model.
 *
 * @source docs/models/fourier-pricing.md, eq. 1
 */
export type Transform = {
  /** ln E[e^(sX)] of a real power s; Infinity where the moment does not exist. */
  readonly logMoment: (power: number) => number
  /** Writes what `Out` names at z = re + i·im, for a power re whose moment exists. */
  readonly at: (re: number, im: number, out: Float64Array) => void
}

/** Places of `Transform.at`: ln E[e^(zX)], its derivative to the squared volatility that stands for vega, and a bound of its modulus. */
export const LOG_RE = 0
export const LOG_IM = 1
export const SLOPE_RE = 2
export const SLOPE_IM = 3
/** A bound of the real part that no larger |im| exceeds. */
export const ENVELOPE = 4
/** Length of what `at` writes to. */
export const TRANSFORM_LENGTH = 5

/** Chernoff's bound on one side: E[e^(zX)] beyond x is at most e^(logMass − |power − z|·|x|)·1e-14 for real z between 0 and 1. */
export type Tail = { readonly power: number; readonly logMass: number }

/** Where the law of X lies, up to what cannot matter: a bound of either tail, and the distances from 0 that follow for z = ½. */
export type Reach = {
  readonly left: Tail
  readonly right: Tail
  readonly leftDistance: number
  readonly rightDistance: number
}

/** What both tails may hold, as a logarithm. */
export const LOG_MASS = 32 // −ln of the mass outside: 1.3e-14, of which Chernoff's bound leaves about a tenth
const STRIP_LOG = 2 // a strip, whose error grows like √(K/F), leaves out e² less
const POWER_MIN = 0.5 // E[e^(½X)·e^(±½X)] exists in every model
const STEP_FIRST = 2
const STEP_COARSE = 1.3
const TRIALS_MAX = 400

/** Variance of the Black law with the same E[e^(X/2)] = e^(−w/8). */
export const blackVariance = (transform: Transform): number => Math.max(0, -8 * transform.logMoment(0.5))

/**
 * Bounds of both tails by Chernoff's E[e^(X/2); X > b] ≤ E[e^((½+p)X)]·e^(−pb), and the distances beyond which that is 1.7e-15; p is
 * the result of a coarse search, any p gives a true bound.
 *
 * @source docs/models/fourier-pricing.md, eq. 5; after G. Junike, K. Pankrashkin, Applied Mathematics and Computation 421 (2022) 126935
 */
export const reachOf = (transform: Transform, variance: number): Reach => {
  const width = Math.sqrt(variance)
  const left = tailOf(transform, -1, width)
  const right = tailOf(transform, 1, width)
  return {
    left,
    right,
    leftDistance: Math.max(width, (left.logMass + STRIP_LOG) / (0.5 - left.power)),
    rightDistance: Math.max(width, (right.logMass + STRIP_LOG) / (right.power - 0.5)),
  }
}

const tailOf = (transform: Transform, sign: number, width: number): Tail => {
  const logMass = (p: number): number => transform.logMoment(0.5 + sign * p) + LOG_MASS
  const start = Math.max(POWER_MIN, Math.sqrt(2 * LOG_MASS) / width)
  const p = Math.max(
    POWER_MIN,
    argumentOfLeast((at) => logMass(at) / at, start, STEP_COARSE),
  )
  return { power: 0.5 + sign * p, logMass: logMass(p) }
}

/** Where a quasi-convex f over p > 0, infinite for large p perhaps, is least: within a factor `stepLast` > 1. */
export const argumentOfLeast = (f: (p: number) => number, start: number, stepLast: number): number => {
  let at = start
  let least = f(at)
  let step = STEP_FIRST
  for (let trial = 0; trial < TRIALS_MAX && step > stepLast; trial += 1) {
    const below = f(at / step)
    const above = below < least ? Infinity : f(at * step)
    if (below < least || least === Infinity) at /= step
    else if (above < least) at *= step
    else step = Math.sqrt(step)
    least = least === Infinity ? below : Math.min(least, below, above)
  }
  return at
}

/** @throws PricingInputError when a sum needs more terms than it may have. */
export const requireTerms = (terms: number, allowed: number): void => {
  if (terms <= allowed) return
  const remedy =
    'the law is too far from smooth to be resolved; raise the diffusion, or lower the vol of variance or |correlation|'
  throw new PricingInputError('Fourier terms', terms, `at most ${allowed}`, remedy)
}
