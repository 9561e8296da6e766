import { divide, ticks } from '../../units/index.ts'
import type { IndexPrint } from '../../market/index.ts'
import type { Evidence, Judgement } from '../types.ts'
import type { VolumeIndexRule } from '../rules.ts'
import { freshPrint } from '../fresh.ts'

/**
 * Mean of the fresh prints by the volume that each source states with its print, rounded down to a tick.
 *
 *   index = ⌊ Σ v_s p_s / Σ v_s ⌋
 *
 * v_s volume [lots; absent = 0] · p_s price [ticks]. Without any volume the fresh primary sources count alike and secondary
 * ones not at all. Secondary sources never make a mark alone: without a fresh primary one the mark is stale.
 *
 * @source docs/models/marks.md, eq. 6
 */
export const judgeVolumeIndex = (rule: VolumeIndexRule, { prints, now }: Evidence): Judgement => {
  const freshOf = (sources: readonly string[], ageMax: number): readonly IndexPrint[] =>
    sources.flatMap((source) => freshPrint(prints, source, { now, ageMax }) ?? [])
  const primary = freshOf(rule.primary, rule.primaryAgeMax)
  if (primary.length === 0) return { doubt: 'silent', price: null, index: null, leftOut: 0, memory: null }
  const all = [...primary, ...freshOf(rule.secondary, rule.secondaryAgeMax)]
  const traded = all.some((print) => volumeOf(print) > 0n)
  const price = traded ? mean(all, volumeOf) : mean(primary, () => 1n)
  return { doubt: null, price, index: price, leftOut: 0, memory: null }
}

const volumeOf = ({ volume }: IndexPrint): bigint => volume ?? 0n

const mean = (prints: readonly IndexPrint[], weigh: (print: IndexPrint) => bigint) => {
  let [sum, weight] = [0n, 0n]
  for (const print of prints) {
    sum += weigh(print) * print.price
    weight += weigh(print)
  }
  return ticks(divide(sum, weight, 'down'))
}
