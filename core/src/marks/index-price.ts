import type { Ticks } from '../units/index.ts'
import type { Doubt, Evidence } from './types.ts'
import type { IndexTerms } from './rules.ts'
import { freshPrint, weightOf } from './fresh.ts'
import { nearestTo, weightedMedian, withoutOutliers } from './median.ts'

/** What outside sources say, or why they say nothing; `leftOut` counts the sources that stand too far from the others. */
export type IndexPrice =
  | { readonly doubt: null; readonly price: Ticks; readonly leftOut: number }
  | { readonly doubt: Doubt; readonly price: null; readonly leftOut: number }

/**
 * The index of stated terms, in whole ticks.
 *
 * Fresh sources must hold at least half of the terms' weight, or they are `silent`; those left without outliers must hold at
 * least half of it too, or there is `disagreement`. Then the price is the weighted median of what is left, at exact halves the
 * one nearest to `previous`. Sources with less than half of the fresh weight move it only within the range of the others.
 *
 * @source docs/models/marks.md, eq. 1 and 2
 */
export const indexPrice = (
  terms: IndexTerms,
  { prints, now }: Pick<Evidence, 'prints' | 'now'>,
  previous: Ticks | null,
): IndexPrice => {
  const fresh = terms.sources.flatMap(({ source, weight }) => {
    const print = freshPrint(prints, source, { now, ageMax: terms.ageMax })
    return print === null ? [] : [{ price: print.price, weight }]
  })
  const needed = weightOf(terms.sources)
  if (fresh.length === 0 || 2n * weightOf(fresh) < needed) return { doubt: 'silent', price: null, leftOut: 0 }
  const kept = withoutOutliers(fresh, terms.deviationMax)
  const leftOut = fresh.length - kept.length
  const median = weightedMedian(kept)
  if (median === null || 2n * weightOf(kept) < needed) return { doubt: 'disagreement', price: null, leftOut }
  return { doubt: null, price: nearestTo(median, previous), leftOut }
}
