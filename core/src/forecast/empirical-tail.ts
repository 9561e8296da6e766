import { incompleteBeta } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { requireFinite, requireNotNegative, requirePaired } from './series-check.ts'
import type { TailRisk } from './tails.ts'

const SHARE = { min: 1e-6, max: 1 - 1e-6 }

/**
 * The quantile of a sample as a mean of all its order statistics, weighted by how likely each is to be that quantile:
 *
 *   Q(p) = Σ wᵢ·x₍ᵢ₎,   wᵢ = I_(i/n)(a, b) − I_((i−1)/n)(a, b),   a = (n + 1)p,  b = (n + 1)(1 − p)        (eq. 3)
 *
 * Less jumpy than one order statistic. `sorted` rises; at most 1e6 values.
 *
 * @throws ForecastInputError for no value, one beyond ±1e6, values that do not rise, or a share outside 1e-6 to 1 − 1e-6.
 * @source Harrell & Davis, Biometrika 69 (1982) 635; docs/models/tails.md, eq. 3
 */
export const harrellDavis = (sorted: ArrayLike<number>, share: number): number => {
  requireFinite('sorted', sorted, 1)
  requireBetween('share', share, SHARE, 'give 0.99 for the 99th percentile')
  requireRising(sorted)
  const n = sorted.length
  const [a, b] = [(n + 1) * share, (n + 1) * (1 - share)]
  let [above, sum] = [1, 0]
  for (let i = n; i >= 1 && above > NEGLIGIBLE; i -= 1) {
    const below = i === 1 ? 0 : incompleteBeta((i - 1) / n, a, b)
    sum += (above - below) * (sorted[i - 1] ?? NaN)
    above = below
  }
  return sum
}

const NEGLIGIBLE = 1e-18 // of all weight: what lies below this order statistic

const requireRising = (sorted: ArrayLike<number>): void => {
  for (let i = 1; i < sorted.length; i += 1)
    if (!((sorted[i] ?? NaN) >= (sorted[i - 1] ?? NaN)))
      throw new ForecastInputError(`sorted[${i}]`, sorted[i] ?? NaN, 'not below the value before', 'sort the values')
}

/**
 * Tail of a sample of losses: VaR by `harrellDavis`, ES the mean of the worst share 1 − α, the loss at its edge counted in part.
 *
 * @throws ForecastInputError where fewer than one loss lies beyond the confidence, or for what `harrellDavis` refuses.
 * @source Acerbi & Tasche, Journal of Banking & Finance 26 (2002) 1487; docs/models/tails.md, eq. 4
 */
export const empiricalTailRisk = (losses: ArrayLike<number>, confidence: number): TailRisk => {
  const sorted = Float64Array.from(losses).sort()
  const valueAtRisk = harrellDavis(sorted, confidence)
  const wanted = sorted.length * (1 - confidence)
  if (wanted < 1 - 1e-9) throw tooHigh(confidence, sorted.length)
  let sum = 0
  for (let i = 0; i < wanted; i += 1) sum += Math.min(1, wanted - i) * (sorted[sorted.length - 1 - i] ?? NaN)
  return { valueAtRisk, expectedShortfall: sum / wanted }
}

/** Losses that do not count alike, such as older ones less. Weights need not sum to one. */
export type WeightedLosses = { readonly losses: ArrayLike<number>; readonly weights: ArrayLike<number> }

/**
 * Tail of weighted losses: VaR is the loss at which the weight of the worse ones and its own reaches 1 − α, ES the weighted mean of the
 * worst share 1 − α.
 *
 * @throws ForecastInputError for losses beyond ±1e6, weights outside 0 to 1e12 or all 0, unequal lengths, a confidence outside 1e-6 to
 * 1 − 1e-6, or one so high that less than one effective loss (Σw)²/Σw² lies beyond it.
 * @source Boudoukh, Richardson & Whitelaw, Risk 11 (1998) 64; docs/models/tails.md, eq. 4
 */
export const weightedTailRisk = ({ losses, weights }: WeightedLosses, confidence: number): TailRisk => {
  requireFinite('losses', losses, 1)
  requireNotNegative('weights', weights, 1)
  requirePaired('weights', weights, losses)
  requireBetween('confidence', confidence, SHARE, 'give 0.99 for the worst hundredth')
  const wanted = requireBeyond(weights, confidence)
  const order = Array.from({ length: losses.length }, (_, i) => i).sort(
    (one, other) => (losses[other] ?? NaN) - (losses[one] ?? NaN),
  )
  let [missing, sum, edge] = [wanted, 0, NaN]
  for (const i of order) {
    if (missing <= 0) break
    const part = Math.min(missing, weights[i] ?? NaN)
    if (part === 0) continue
    edge = losses[i] ?? NaN
    sum += part * edge
    missing -= weights[i] ?? NaN
  }
  return { valueAtRisk: edge, expectedShortfall: sum / wanted }
}

/** The weight beyond the confidence. */
const requireBeyond = (weights: ArrayLike<number>, confidence: number): number => {
  let [sum, squares] = [0, 0]
  for (let i = 0; i < weights.length; i += 1) {
    sum += weights[i] ?? NaN
    squares += (weights[i] ?? NaN) * (weights[i] ?? NaN)
  }
  const effective = squares > 0 ? (sum * sum) / squares : 0
  if (effective * (1 - confidence) >= 1 - 1e-9) return sum * (1 - confidence)
  throw tooHigh(confidence, effective)
}

const tooHigh = (confidence: number, effective: number): ForecastInputError => {
  const remedy = 'lower it, give more losses, or fit a tail with fitParetoTail'
  return new ForecastInputError('confidence', confidence, `at most ${1 - 1 / effective} with this sample`, remedy)
}
