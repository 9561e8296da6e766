import type { Evidence, Judgement } from '../types.ts'
import type { MedianRule } from '../rules.ts'
import { indexPrice } from '../index-price.ts'

/**
 * The index itself: weighted median of the fresh prints without outliers.
 *
 * @source docs/models/marks.md, eq. 1 and 2
 */
export const judgeMedian = (rule: MedianRule, evidence: Evidence): Judgement => {
  const { doubt, price, leftOut } = indexPrice(rule, evidence, evidence.previous?.price ?? null)
  return { doubt, price, index: price, leftOut, memory: null }
}
