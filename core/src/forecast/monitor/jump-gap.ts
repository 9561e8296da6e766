import { brent, exp, normalCdf } from '../../math/index.ts'
import { merton, type ExpiryOption, type MertonParameters } from '../../pricing/index.ts'
import { requireBetween } from '../forecast-input-error.ts'
import { requireReturns } from '../series-check.ts'
import { LENGTH_MIN, withoutMean } from './benchmark.ts'
import { jumpStatistics, leeMykland } from './jump-tests.ts'

/** How a series of returns is read: how many periods a year, and the window of the jump test. */
export type JumpReading = { readonly periodsPerYear: number; readonly window: number }

/** Returns as Black-Scholes sees them, and as diffusion with normal jumps; rates and volatilities a year. */
export type JumpFit = {
  readonly bsm: MertonParameters
  readonly merton: MertonParameters
  /** Which returns were taken for jumps. */
  readonly jumps: readonly number[]
}

/**
 * Merton's law by splitting: returns beyond Lee and Mykland's threshold are jumps (one false one in a hundred tapes), whose count,
 * mean and deviation give the jump law; the others give the diffusion. Small jumps stay in the diffusion. Both laws have nearly the variance
 * of the series.
 *
 * @throws ForecastInputError for fewer than 120 returns, one that is not finite, constant returns, periods outside 1 to 1e8, a window
 * outside 10 to half the series.
 * @source docs/models/model-risk.md, section 4
 */
export const fitJumps = (returns: ArrayLike<number>, { periodsPerYear, window }: JumpReading): JumpFit => {
  requireReturns('returns', returns, LENGTH_MIN)
  requireBetween('periodsPerYear', periodsPerYear, { min: 1, max: 1e8 }, 'give the returns in a year: 8766 hours')
  requireBetween('window', window, { min: 10, max: returns.length / 2 }, 'choose it to fit the series')
  const centred = withoutMean(Float64Array.from(returns))
  const { threshold } = leeMykland(centred, window)
  const jumps = [...jumpStatistics(centred, window).entries()].filter(([, each]) => each > threshold).map(([at]) => at)
  const sizes = jumps.map((at) => centred[at] ?? 0)
  const all = squaresOf(centred)
  const logMean = sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const spread = squaresOf(Float64Array.from(sizes, (size) => size - logMean))
  const quiet = Math.max(0, all - squaresOf(Float64Array.from(sizes))) / (centred.length - sizes.length)
  const none = { intensity: 0, logMean: 0, logDeviation: 0 }
  return {
    bsm: { vol: Math.sqrt((all / centred.length) * periodsPerYear), jumps: none },
    merton: {
      vol: Math.sqrt(quiet * periodsPerYear),
      jumps:
        sizes.length === 0
          ? none
          : {
              intensity: (sizes.length / centred.length) * periodsPerYear,
              logMean,
              logDeviation: Math.sqrt(spread / sizes.length),
            },
    },
    jumps,
  }
}

/** A position in the underlying: signed notional (long > 0) in its currency, horizon in years, confidence of the tail. */
export type GapPosition = { readonly notional: number; readonly horizon: number; readonly confidence: number }

/**
 * Mean loss beyond a quantile, in the currency of the notional, when the price is a martingale under Merton's law:
 *
 *   long: N·(1 − Σ wₙ·e^(mₙ + sₙ²/2)·Φ((q − mₙ − sₙ²)/sₙ)/(1 − c)),   Σ wₙ·Φ((q − mₙ)/sₙ) = 1 − c        (eq. 7)
 *
 * wₙ Poisson weights · mₙ, sₙ mean and deviation of the log return given n jumps · c confidence; a short position from the other tail.
 *
 * @throws ForecastInputError for a horizon outside 1e-8 to 10 years, a confidence outside 0.5 to 0.99999, a vol outside 1e-4 to 10, more
 * than 1000 expected jumps, a notional that is not finite.
 * @source Acerbi and Tasche 2002; Merton 1976; docs/models/model-risk.md, eq. 7
 */
export const expectedShortfallUnder = (law: MertonParameters, position: GapPosition): number => {
  const { notional, horizon, confidence } = position
  requireBetween('notional', notional, { min: -1e15, max: 1e15 }, 'give a finite notional')
  requireBetween('horizon', horizon, { min: 1e-8, max: 10 }, 'give years')
  requireBetween('confidence', confidence, { min: 0.5, max: 0.99999 }, 'give 0.99')
  requireBetween('vol', law.vol, { min: 1e-4, max: 10 }, 'the diffusion needs volatility')
  requireBetween('expected jumps', law.jumps.intensity * horizon, { min: 0, max: 1000 }, 'shorten the horizon')
  const terms = termsOf(law, horizon)
  const side = notional < 0 ? -1 : 1
  const tail = 1 - confidence
  const mass = (q: number): number =>
    terms.reduce((sum, { weight, mean, deviation }) => sum + weight * normalCdf((side * (q - mean)) / deviation), 0)
  const reach = Math.max(...terms.map(({ mean, deviation }) => Math.abs(mean) + 10 * deviation))
  const found = brent((q) => mass(q) - tail, { lo: -reach, hi: reach, tolerance: 1e-14, evaluationsMax: 200 })
  const quantile = found.kind === 'found' ? found.x : Number.NaN
  requireBetween('quantile', quantile, { min: -reach, max: reach }, 'choose another confidence')
  const worth = terms.reduce((sum, { weight, mean, deviation }) => {
    const square = deviation * deviation
    return sum + weight * exp(mean + 0.5 * square) * normalCdf((side * (quantile - mean - square)) / deviation)
  }, 0)
  return notional * (1 - worth / tail)
}

/** What a margin by Black-Scholes lacks: shortfall under jumps less that without, both fitted to the same returns. Negative when it has too much. */
export const marginGap = (
  fit: JumpFit,
  position: GapPosition,
): { readonly bsm: number; readonly merton: number; readonly gap: number } => {
  const [bsm, jumpy] = [expectedShortfallUnder(fit.bsm, position), expectedShortfallUnder(fit.merton, position)]
  return { bsm, merton: jumpy, gap: jumpy - bsm }
}

/**
 * What a European option is worth under the fitted jumps and under Black-Scholes, both fitted to the same returns, in its currency: a
 * seller who margins by Black-Scholes is short of the difference where it is positive.
 *
 * @throws PricingInputError as `merton`.
 */
export const optionGap = (
  fit: JumpFit,
  option: ExpiryOption,
): { readonly bsm: number; readonly merton: number; readonly gap: number } => {
  const [bsm, jumpy] = [merton(fit.bsm, option).price, merton(fit.merton, option).price]
  return { bsm, merton: jumpy, gap: jumpy - bsm }
}

type Term = { readonly weight: number; readonly mean: number; readonly deviation: number }

/** The law of the log return by number of jumps, until what is left weighs less than 1e-16. */
const termsOf = ({ vol, jumps }: MertonParameters, horizon: number): readonly Term[] => {
  const expected = jumps.intensity * horizon
  const growth = exp(jumps.logMean + 0.5 * jumps.logDeviation * jumps.logDeviation) - 1
  const drift = -0.5 * vol * vol * horizon - expected * growth
  const terms: Term[] = []
  let weight = exp(-expected)
  for (let count = 0; count <= expected + 12 * Math.sqrt(expected) + 30; count += 1) {
    const deviation = Math.sqrt(vol * vol * horizon + count * jumps.logDeviation * jumps.logDeviation)
    terms.push({ weight, mean: drift + count * jumps.logMean, deviation })
    weight *= expected / (count + 1)
    if (weight < 1e-16 && count > expected) break
  }
  return terms
}

const squaresOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)
