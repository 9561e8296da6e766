import { greatest, mulDiv, RATIO_ONE, ticks, type Ticks } from '../../units/index.ts'
import type { Evidence, Judgement } from '../types.ts'
import type { ConfidenceRule } from '../rules.ts'
import { freshPrint, weightOf, type Weighted } from '../fresh.ts'
import { nearestTo, quantileOf } from '../median.ts'

/**
 * Sources that state a half-width c_s vote three times: p_s - c_s, p_s and p_s + c_s, each with their weight.
 *
 *   index = median of the votes     c = max(index - quartile(1/4), quartile(3/4) - index)
 *   mark  = clamp(previous, index - ⌈k·c⌉, index + ⌈k·c⌉)
 *
 * k `multiple`. A mark that falls therefore stands at the upper end of what the sources believe, one that rises at the lower
 * end: longs are closed only when even index + k·c is too low for them, shorts only when even index - k·c is too high.
 * A print without a half-width does not count; c > widthMax · index is suspect.
 *
 * @source docs/models/marks.md, eq. 7; votes and quartiles as Pyth Network aggregates its publishers
 */
export const judgeConfidence = (rule: ConfidenceRule, evidence: Evidence): Judgement => {
  const { votes, weight } = votesOf(rule, evidence)
  const none = { price: null, index: null, leftOut: 0, memory: null } as const
  if (weight === 0n || 2n * weight < weightOf(rule.sources)) return { doubt: 'silent', ...none }
  const index = quantileOf(votes, (below, all) => 2n * below >= all)
  const low = quantileOf(votes, (below, all) => 4n * below >= all)
  const high = quantileOf(votes, (below, all) => 4n * below >= 3n * all)
  if (index === null || low === null || high === null) return { doubt: 'silent', ...none }
  const width = greatest<bigint>(index - low, high - index)
  if (width * RATIO_ONE > rule.widthMax * index) return { doubt: 'wide', ...none, index }
  const price = within(index, mulDiv(width, rule.multiple, RATIO_ONE, 'up'), evidence.previous?.price ?? null)
  return { doubt: null, price, index, leftOut: 0, memory: null }
}

const within = (index: Ticks, reach: bigint, previous: Ticks | null): Ticks =>
  nearestTo({ lower: greatest(ticks(1n), ticks(index - reach)), upper: ticks(index + reach) }, previous ?? index)

const votesOf = (
  { sources, ageMax }: { readonly sources: ConfidenceRule['sources']; readonly ageMax: number },
  { prints, now }: Evidence,
): { readonly votes: readonly Weighted[]; readonly weight: bigint } => {
  const votes: Weighted[] = []
  let counted = 0n
  for (const { source, weight } of sources) {
    const print = freshPrint(prints, source, { now, ageMax })
    if (print?.confidence === undefined) continue
    counted += weight
    for (const shift of [-print.confidence, 0n, print.confidence])
      votes.push({ price: ticks(print.price + shift), weight })
  }
  return { votes, weight: counted }
}
