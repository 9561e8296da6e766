import { exp, log, normalUpperTail } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'

/** A likelihood-ratio test: the probability of a statistic as large if the model were right. */
export type RatioTest = { readonly statistic: number; readonly pValue: number }

const CONFIDENCE = { min: 0.5, max: 1 - 1e-9 }
const PERIODS = { min: 1, max: 1e9 }

/** How often a loss went beyond its VaR. */
export type BreachCount = { readonly breaches: number; readonly periods: number }

/**
 * Did losses go beyond VaR as often as they should?
 *
 *   LR = 2·[ x·ln(x/(np)) + (n − x)·ln((n − x)/(n(1 − p))) ],   χ² with 1 degree        (eq. 8)
 *
 * x breaches in n periods, p = 1 − confidence; too few count against the model as well as too many.
 *
 * @throws ForecastInputError for breaches outside 0 to periods, periods outside 1 to 1e9, or a confidence outside 0.5 to 1 − 1e-9.
 * @source Kupiec, Journal of Derivatives 3 (1995) 73; docs/models/tails.md, eq. 8
 */
export const kupiec = ({ breaches, periods }: BreachCount, confidence: number): RatioTest => {
  requireBetween('periods', periods, PERIODS, 'give how many periods were judged')
  requireBetween('breaches', breaches, { min: 0, max: periods }, 'give how many losses went beyond VaR')
  requireBetween('confidence', confidence, CONFIDENCE, 'give 0.99 for one breach in a hundred')
  const p = 1 - confidence
  const calm = periods - breaches
  return oneDegree(2 * (surprise(breaches, periods * p) + surprise(calm, periods * confidence)))
}

/** The three tests of a sequence of breaches. */
export type BreachTests = {
  readonly coverage: RatioTest
  readonly independence: RatioTest
  /** Both at once. */
  readonly conditional: RatioTest
}

/**
 * Are breaches as many as they should be, and does one make the next likelier? Independence is tested against a chain of two states:
 *
 *   LR_ind = 2·Σ n_ij·ln(π_ij / π_j),   χ² with 1 degree;   LR_cc = LR_uc + LR_ind,   χ² with 2        (eq. 9)
 *
 * n_ij transitions from i to j, π_ij their share of those from i, π_j of all.
 *
 * @throws ForecastInputError for fewer than 2 periods, a mark that is neither 0 nor 1, or what `kupiec` refuses.
 * @source Christoffersen, International Economic Review 39 (1998) 841; docs/models/tails.md, eq. 9
 */
export const christoffersen = (breaches: ArrayLike<number>, confidence: number): BreachTests => {
  if (breaches.length < 2)
    throw new ForecastInputError('breaches.length', breaches.length, 'at least 2', 'give a mark for each period')
  const moves = [0, 0, 0, 0]
  let count = 0
  for (let t = 0; t < breaches.length; t += 1) {
    const mark = breaches[t]
    if (mark !== 0 && mark !== 1)
      throw new ForecastInputError(`breaches[${t}]`, mark ?? NaN, '0 or 1', 'mark a loss beyond VaR with 1')
    count += mark
    const move = 2 * (breaches[t - 1] ?? 0) + mark
    if (t > 0) moves[move] = (moves[move] ?? 0) + 1
  }
  const coverage = kupiec({ breaches: count, periods: breaches.length }, confidence)
  const independence = oneDegree(chainRatio(moves))
  const both = coverage.statistic + independence.statistic
  return { coverage, independence, conditional: { statistic: both, pValue: exp(-0.5 * both) } }
}

const chainRatio = ([n00 = 0, n01 = 0, n10 = 0, n11 = 0]: readonly number[]): number => {
  const [calm, breached, all] = [n00 + n01, n10 + n11, n00 + n01 + n10 + n11]
  const share = (n01 + n11) / all
  const one = surprise(n00, calm * (1 - share)) + surprise(n01, calm * share)
  return 2 * (one + surprise(n10, breached * (1 - share)) + surprise(n11, breached * share))
}

/** n·ln(n/expected), 0 at n = 0. */
const surprise = (seen: number, expected: number): number => (seen === 0 ? 0 : seen * log(seen / expected))

/** Tail of χ² with one degree: twice the normal tail of the root. */
const oneDegree = (ratio: number): RatioTest => {
  const statistic = Math.max(0, ratio)
  return { statistic, pValue: 2 * normalUpperTail(Math.sqrt(statistic)) }
}
