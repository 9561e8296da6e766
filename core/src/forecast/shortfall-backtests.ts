import { fillUniforms, normalQuantile, studentTQuantile, type RandomStream } from '../math/index.ts'
import { ForecastInputError, requireBetween } from './forecast-input-error.ts'
import { requireFinite, requirePaired, requirePositive } from './series-check.ts'
import { normalTailRisk, unitStudentTTailRisk } from './tails.ts'

/** Losses with what was forecast of each period before it began; losses positive. */
export type ShortfallRecord = {
  readonly losses: ArrayLike<number>
  readonly valueAtRisk: ArrayLike<number>
  readonly expectedShortfall: ArrayLike<number>
}

/** Statistics that are 0 on average under a right model and negative where losses are worse. `z1` is null where nothing went beyond. */
export type ShortfallStatistics = { readonly z1: number | null; readonly z2: number; readonly breaches: number }

const CONFIDENCE = { min: 0.5, max: 1 - 1e-9 }

/**
 * Were losses beyond VaR as large as ES said?
 *
 *   Z₁ = 1 − (1/N)·Σ L_t·I_t/ES_t,   Z₂ = 1 − Σ L_t·I_t/(T(1 − α)ES_t),   I_t = 1 where L_t > VaR_t, N their number        (eq. 10)
 *
 * Z₁ looks at size alone, Z₂ at size and number.
 *
 * @throws ForecastInputError for no loss, unequal lengths, an ES that is not above 0, or a confidence outside 0.5 to 1 − 1e-9.
 * @source Acerbi & Szekely, Risk (December 2014), eq. 4 and 6; docs/models/tails.md, eq. 10
 */
export const shortfallStatistics = (record: ShortfallRecord, confidence: number): ShortfallStatistics => {
  const { losses, valueAtRisk, expectedShortfall } = record
  requireFinite('losses', losses, 1)
  requireFinite('valueAtRisk', valueAtRisk, 1)
  requirePositive('expectedShortfall', expectedShortfall, 1)
  requirePaired('valueAtRisk', valueAtRisk, losses)
  requirePaired('expectedShortfall', expectedShortfall, losses)
  requireBetween('confidence', confidence, CONFIDENCE, 'give 0.975 for the worst fortieth')
  let [sum, breaches] = [0, 0]
  for (let t = 0; t < losses.length; t += 1) {
    if (!((losses[t] ?? NaN) > (valueAtRisk[t] ?? NaN))) continue
    sum += (losses[t] ?? NaN) / (expectedShortfall[t] ?? NaN)
    breaches += 1
  }
  return statistics(sum, breaches, losses.length * (1 - confidence))
}

const statistics = (sum: number, breaches: number, expected: number): ShortfallStatistics => ({
  z1: breaches === 0 ? null : 1 - sum / breaches,
  z2: 1 - sum / expected,
  breaches,
})

/** The law of standardised losses, variance 1, that a model claims. */
export type LossLaw = { readonly kind: 'normal' } | { readonly kind: 'student-t'; readonly degrees: number }

export type ShortfallNull = {
  readonly law: LossLaw
  readonly periods: number
  readonly confidence: number
  readonly replications: number
  readonly stream: RandomStream
}

/** Simulated statistics under a right model, in rising order. `z1` leaves out replications in which nothing went beyond. */
export type ShortfallNullSample = { readonly z1: Float64Array; readonly z2: Float64Array }

/**
 * What Z₁ and Z₂ come to when the model is right, by simulation. Where the law is one of location and scale the day's volatility cancels
 * from L/ES, so the sample depends on law, periods and confidence alone.
 *
 * @throws ForecastInputError for periods or replications outside 1 to 1e7, a confidence outside 0.5 to 1 − 1e-9, or degrees of 2 and less.
 * @source Acerbi & Szekely (2014), section 3; docs/models/tails.md, section 6
 */
export const shortfallNull = (plan: ShortfallNull): ShortfallNullSample => {
  const { law, periods, confidence, replications, stream } = plan
  requireBetween('periods', periods, { min: 1, max: 1e7 }, 'give how many periods are judged')
  requireBetween('replications', replications, { min: 1, max: 1e7 }, 'give 10000')
  requireBetween('confidence', confidence, CONFIDENCE, 'give 0.975 for the worst fortieth')
  const tail = 1 - confidence
  const { expectedShortfall } = tailOf(law, confidence)
  const draws = new Float64Array(periods)
  const [z1, z2]: [number[], number[]] = [[], []]
  for (let replication = 0; replication < replications; replication += 1) {
    fillUniforms(stream, replication * periods, draws)
    let [sum, breaches] = [0, 0]
    for (const draw of draws) {
      if (draw >= tail) continue
      sum += lossAt(law, draw) / expectedShortfall
      breaches += 1
    }
    const one = statistics(sum, breaches, periods * tail)
    if (one.z1 !== null) z1.push(one.z1)
    z2.push(one.z2)
  }
  return { z1: Float64Array.from(z1).sort(), z2: Float64Array.from(z2).sort() }
}

const tailOf = (law: LossLaw, confidence: number): { readonly expectedShortfall: number } =>
  law.kind === 'normal' ? normalTailRisk(confidence) : unitStudentTTailRisk({ degrees: law.degrees, confidence })

/** The loss with upper tail `tail`, at variance 1. */
const lossAt = (law: LossLaw, tail: number): number =>
  law.kind === 'normal'
    ? -normalQuantile(tail)
    : -studentTQuantile(tail, law.degrees) * Math.sqrt((law.degrees - 2) / law.degrees)

/**
 * One-sided p-value of a statistic within its simulated sample: (1 + how many are at most as large)/(1 + how many there are), which is
 * never 0.
 *
 * @throws ForecastInputError for an empty sample.
 * @source Davison & Hinkley, Bootstrap Methods (1997), eq. 4.11
 */
export const simulatedPValue = (sortedNull: Float64Array, statistic: number): number =>
  (1 + countAtMost(requireSample(sortedNull), statistic)) / (1 + sortedNull.length)

/** The value below which a share of the simulated statistics lies: reject where the statistic is below it. */
export const simulatedCritical = (sortedNull: Float64Array, level: number): number => {
  requireBetween('level', level, { min: 1e-6, max: 0.5 }, 'give 0.05')
  const place = Math.max(0, Math.floor(level * (requireSample(sortedNull).length + 1)) - 1)
  return sortedNull[place] ?? NaN
}

const countAtMost = (sorted: Float64Array, value: number): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) <= value) low = middle + 1
    else high = middle
  }
  return low
}

const requireSample = (sorted: Float64Array): Float64Array => {
  if (sorted.length > 0) return sorted
  throw new ForecastInputError('sortedNull.length', 0, 'at least 1', 'simulate with shortfallNull first')
}
