import { expm1, exp, log, normalUpperTail } from '../../math/index.ts'
import type { TestResult } from './test-result.ts'

const PI = Math.PI
const C = Math.sqrt(2 / PI) // E|Z|

/**
 * Lee and Mykland's statistic of each return: |r| over the volatility of the `window` returns before it, by bipower variation, so that
 * a jump does not raise its own yardstick. NaN before the window is full, 0 where nothing moved in it.
 *
 *   Lᵢ = |rᵢ|/σ̂ᵢ,    σ̂ᵢ² = 1/(K − 2)·Σ_{j = i−K+2}^{i−1} |rⱼ||rⱼ₋₁|        (eq. 5)
 *
 * @source Lee and Mykland, Review of Financial Studies 21 (2008) 2535; docs/models/model-risk.md, eq. 5
 */
export const jumpStatistics = (returns: Float64Array, window: number): Float64Array => {
  const out = new Float64Array(returns.length).fill(Number.NaN)
  const product = (at: number): number => Math.abs((returns[at] ?? 0) * (returns[at - 1] ?? 0))
  let sum = 0
  for (let at = 1; at < returns.length; at += 1) {
    if (at >= window) {
      sum = Math.max(0, sum - product(at - window + 1))
      const scale = Math.sqrt(sum / (window - 2))
      out[at] = scale > 0 ? Math.abs(returns[at] ?? 0) / scale : 0
    }
    sum += product(at)
  }
  return out
}

/**
 * The largest of them against the law of the largest of n (Gumbel): is there any jump? `threshold` is what a single return must
 * exceed for a probability of one in a hundred that a tape without jumps has one such.
 *
 * @source Lee and Mykland (2008), lemma 1 and theorem 1; docs/models/model-risk.md, eq. 5
 */
export const leeMykland = (returns: Float64Array, window: number): TestResult & { readonly threshold: number } => {
  const statistics = jumpStatistics(returns, window)
  const { centre, scale } = gumbelOf(returns.length - window)
  let largest = 0
  for (const each of statistics) if (each > largest) largest = each
  return {
    statistic: largest,
    pValue: -expm1(-exp(-(largest - centre) / scale)),
    threshold: centre + scale * GUMBEL_99,
  }
}

const GUMBEL_99 = 4.600149226776579 // −ln(−ln 0.99)

const gumbelOf = (count: number): { readonly centre: number; readonly scale: number } => {
  const root = Math.sqrt(2 * log(count))
  return { centre: root / C - (log(PI) + log(log(count))) / (2 * C * root), scale: 1 / (C * root) }
}

/**
 * How much of the variance of a series came in jumps, against none: the part of realised variance that bipower variation lacks, over its
 * deviation; standard normal for long series without jumps, large with them.
 *
 *   z = (1 − BV/RV)/√((π²/4 + π − 5)·max(1, TQ/BV²)/n)        (eq. 6)
 *
 * @source Huang and Tauchen, J. Financial Econometrics 3 (2005) 456; docs/models/model-risk.md, eq. 6
 */
export const bipowerRatio = (returns: Float64Array): TestResult & { readonly jumpShare: number } => {
  const { length } = returns
  let [realised, bipower, quarticity] = [0, 0, 0]
  for (let at = 0; at < length; at += 1) {
    const size = Math.abs(returns[at] ?? 0)
    realised += size * size
    if (at < 1) continue
    const before = Math.abs(returns[at - 1] ?? 0)
    bipower += size * before
    if (at < 2) continue
    quarticity += fourThirds(size * before * Math.abs(returns[at - 2] ?? 0))
  }
  bipower *= length / (length - 1) / (C * C)
  quarticity *= (length * length) / (length - 2) / (MU_FOUR_THIRDS * MU_FOUR_THIRDS * MU_FOUR_THIRDS)
  const share = 1 - bipower / realised
  const spread = ((PI * PI) / 4 + PI - 5) * Math.max(1, quarticity / (bipower * bipower))
  const statistic = bipower > 0 ? share / Math.sqrt(spread / length) : 0
  return { statistic, pValue: normalUpperTail(statistic), jumpShare: Math.max(0, share) }
}

const MU_FOUR_THIRDS = 0.8308609250295592 // E|Z|^(4/3) = 2^(2/3)·Γ(7/6)/Γ(1/2)

const fourThirds = (x: number): number => (x > 0 ? exp((4 / 3) * log(x)) : 0)
