import { exp, expm1 } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/** A stationary stream with exponential memory, counted in bins of one length. */
export type BinnedHawkes = {
  readonly baseline: number
  readonly jump: number
  readonly decay: number
  readonly bin: number
  /** Bins that lie between the two whose covariance is asked: 0 for neighbours. */
  readonly gap: number
}

/** Mean rate per unit of time, and mean, variance and covariance of the counts of bins. */
export type HawkesMoments = {
  readonly meanIntensity: number
  readonly meanCount: number
  readonly variance: number
  /** The variance as a textbook's code prints it; too small by far near α = β. Only to be held against its published numbers. */
  readonly printedVariance: number
  readonly autocovariance: number
}

/**
 * Moments of the stationary stream, κ = β − α > 0, τ the bin:
 *
 *   E λ = μβ/κ      E N = τ·E λ
 *   Var N = E λ·(τ(β/κ)² + (1 − (β/κ)²)(1 − e^(−κτ))/κ)
 *   Cov(N, N') = μβα(2β − α)(1 − e^(−κτ))²/(2κ⁴)·e^(−κ·gap·τ)        (eq. 7)
 *
 * Laub, Lee and Taimre (2021) print Var N with β/κ in place of its square; docs/conformance.md shows that the square belongs there.
 *
 * @throws ForecastInputError for a jump of `decay` or more (no stationary stream), rates, bins or gaps below 0 or not finite.
 * @source Da Fonseca and Zaatour, J. Futures Markets 34 (2014) 548; docs/models/hawkes.md, eq. 7
 */
export const hawkesMoments = ({ baseline, jump, decay, bin, gap }: BinnedHawkes): HawkesMoments => {
  requireBetween('baseline', baseline, { min: 0, max: 1e12 }, 'give events per unit of time')
  requireBetween('decay', decay, { min: 1e-12, max: 1e12 }, 'give a rate of decay')
  requireBetween('jump', jump, { min: 0, max: decay }, 'only below the decay is the stream stationary')
  requireBetween('bin', bin, { min: 1e-12, max: 1e12 }, 'give the length of a bin')
  requireBetween('gap', gap, { min: 0, max: 1e12 }, 'count the bins between')
  if (jump === decay) throw new ForecastInputError('jump', jump, `0 to below ${decay}`, 'the stream is not stationary')
  const net = decay - jump
  const meanIntensity = (baseline * decay) / net
  const settled = -expm1(-net * bin)
  const shared = (baseline * decay * jump * (2 * decay - jump)) / (2 * net * net * net * net)
  const varianceWith = (burst: number): number => meanIntensity * (bin * burst + ((1 - burst) * settled) / net)
  const burst = decay / net
  return {
    meanIntensity,
    meanCount: meanIntensity * bin,
    variance: varianceWith(burst * burst),
    printedVariance: varianceWith(burst),
    autocovariance: shared * settled * settled * exp(-net * gap * bin),
  }
}
