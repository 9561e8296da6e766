import { exp, log, minimise, type SmoothFunction } from '../math/index.ts'
import { requireGarch, type Garch } from './garch.ts'
import { requireFinite, requireReturns } from './series-check.ts'

/** GARCH(1,1) about a mean, in the units of the returns. */
export type GarchFit = Garch & {
  readonly mu: number
  /** Full Gaussian log-likelihood, −n/2·ln 2π included. */
  readonly logLikelihood: number
  /** Variance of the period after the last. */
  readonly nextVariance: number
  /** `stalled`: the best of the starts did not reach a zero gradient, as at a flat or boundary optimum. */
  readonly kind: 'found' | 'stalled'
}

const LOG_TAU = 1.8378770664093453 // ln 2π

/**
 * Gaussian log-likelihood of r = μ + e with s² = ω + αe² + βs², where the presample e² and s² are both the mean of (r − μ)² (eq. 5).
 *
 * @throws ForecastInputError for what `requireGarch` refuses, a μ that is not finite, or bad returns.
 * @source Fiorentini, Calzolari & Panattoni, Journal of Applied Econometrics 11 (1996) 399; docs/models/volatility.md, eq. 5
 */
export const garchLogLikelihood = (garch: Garch & { readonly mu: number }, returns: ArrayLike<number>): number => {
  requireGarch(garch)
  requireFinite('mu', [garch.mu], 1)
  requireFinite('returns', returns, 2)
  const { mu, omega, alpha, beta } = garch
  return run(returns, [mu, omega, alpha, beta], new Float64Array(4)).logLikelihood
}

/**
 * The GARCH(1,1) of largest Gaussian likelihood among those with ω > 0, α, β ≥ 0 and α + β < 1. Several starts, analytic gradient,
 * returns scaled to unit variance, so the answer does not depend on their unit.
 *
 * @throws ForecastInputError for fewer than 50 returns, one that is not finite, or a constant series.
 * @source docs/models/volatility.md, section 3
 */
export const fitGarch = (returns: ArrayLike<number>): GarchFit => {
  requireReturns('returns', returns, 50)
  const scale = Math.sqrt(meanSquare(returns, mean(returns)))
  const scaled = Float64Array.from(returns, (one) => one / scale)
  const objective = objectiveOf(scaled)
  const centre = mean(scaled)
  const tried = STARTS.map((start) => {
    const from = [centre, log(1 - start.persistence), ...free(start)]
    return { from, value: objective(Float64Array.from(from), new Float64Array(4)) }
  })
  const chosen = tried.toSorted((one, other) => one.value - other.value).slice(0, TRIED)
  const found = chosen.map(({ from }) => minimise(objective, from, { tolerance: 1e-10, evaluationsMax: 500 }))
  const best = found.reduce((least, one) => (one.value < least.value ? one : least))
  return inUnits(returns, scale, naturalOf(best.x), best.gradientMax < 1e-6 ? 'found' : 'stalled')
}

type Start = { readonly persistence: number; readonly share: number }

/** Persistence α + β, and α's share of it. */
const STARTS: readonly Start[] = [0.5, 0.8, 0.9, 0.96, 0.99, 0.997].flatMap((persistence) =>
  [0.03, 0.1, 0.25, 0.5].map((share) => ({ persistence, share })),
)

const TRIED = 4

const logit = (p: number): number => log(p / (1 - p))
const logistic = (x: number): number => 1 / (1 + exp(-x))
const free = ({ persistence, share }: Start): readonly number[] => [logit(persistence), logit(share)]

type Natural = readonly [mu: number, omega: number, alpha: number, beta: number]

/** Coordinates without bounds: μ, ln ω, logit of α + β, logit of α's share. */
const naturalOf = (x: Float64Array): Natural => {
  const [mu = 0, logOmega = 0, a = 0, b = 0] = x
  const [persistence, share] = [logistic(a), logistic(b)]
  return [mu, exp(logOmega), persistence * share, persistence * (1 - share)]
}

const objectiveOf = (returns: Float64Array): SmoothFunction => {
  const slopes = new Float64Array(4)
  return (x, gradient) => {
    const [, , a = 0, b = 0] = x
    const natural = naturalOf(x)
    const [, omega, alpha, beta] = natural
    const { logLikelihood } = run(returns, natural, slopes)
    const [bySlopeMu = 0, byOmega = 0, byAlpha = 0, byBeta = 0] = slopes
    const persistence = logistic(a)
    gradient[0] = -bySlopeMu / returns.length
    gradient[1] = (-byOmega * omega) / returns.length
    gradient[2] = (-(byAlpha * alpha + byBeta * beta) * (1 - persistence)) / returns.length
    gradient[3] = (-(byAlpha - byBeta) * persistence * logistic(b) * logistic(-b)) / returns.length
    return -logLikelihood / returns.length
  }
}

/** One pass: log-likelihood, its derivatives by μ, ω, α, β into `slopes`, and the variance that comes next. */
const run = (
  returns: ArrayLike<number>,
  [mu, omega, alpha, beta]: Natural,
  slopes: Float64Array,
): { readonly logLikelihood: number; readonly nextVariance: number } => {
  const presample = meanSquare(returns, mu)
  let [square, variance, last] = [presample, presample, 0]
  let [dMu, dOmega, dAlpha, dBeta] = [-2 * (mean(returns) - mu), 0, 0, 0]
  let presampleSlope = alpha * dMu
  let sum = 0
  slopes.fill(0)
  for (let t = 0; t < returns.length; t += 1) {
    dMu = presampleSlope - 2 * alpha * last + beta * dMu
    dOmega = 1 + beta * dOmega
    dAlpha = square + beta * dAlpha
    dBeta = variance + beta * dBeta
    variance = omega + alpha * square + beta * variance
    last = (returns[t] ?? 0) - mu
    square = last * last
    presampleSlope = 0
    sum -= 0.5 * (log(variance) + square / variance)
    const pull = (0.5 * (square / variance - 1)) / variance
    slopes[0] = (slopes[0] ?? 0) + pull * dMu + last / variance
    slopes[1] = (slopes[1] ?? 0) + pull * dOmega
    slopes[2] = (slopes[2] ?? 0) + pull * dAlpha
    slopes[3] = (slopes[3] ?? 0) + pull * dBeta
  }
  const nextVariance = omega + alpha * square + beta * variance
  return { logLikelihood: sum - 0.5 * returns.length * LOG_TAU, nextVariance }
}

const inUnits = (
  returns: ArrayLike<number>,
  scale: number,
  [mu, omega, alpha, beta]: Natural,
  kind: GarchFit['kind'],
): GarchFit => {
  const natural = [mu * scale, omega * scale * scale, alpha, beta] as const
  const { logLikelihood, nextVariance } = run(returns, natural, new Float64Array(4))
  return { mu: natural[0], omega: natural[1], alpha, beta, logLikelihood, nextVariance, kind }
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0
  return sum / values.length
}

const meanSquare = (values: ArrayLike<number>, centre: number): number => {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += ((values[i] ?? 0) - centre) * ((values[i] ?? 0) - centre)
  return sum / values.length
}
