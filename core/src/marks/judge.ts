import type { Evidence, Judgement, Mark } from './types.ts'
import type { MarkRule } from './rules.ts'
import { checkPrints } from './fresh.ts'
import { climb } from './ladder.ts'
import {
  judgeConfidence,
  judgeConversion,
  judgeEmaBasis,
  judgeImpactPrice,
  judgeLastTrade,
  judgeMedian,
  judgeVolumeIndex,
} from './sources/index.ts'

/**
 * The mark of one instrument at one moment: what its rule says of the evidence, on the ladder of statuses. The same evidence
 * gives the same mark; everything remembered stands on the mark itself. Null until a rule has given a first price.
 *
 * @throws MixedPrintsError when prints, or the previous mark, are of another instrument.
 * @source docs/models/marks.md
 */
export const judgeMark = (rule: MarkRule, evidence: Evidence): Mark | null => {
  checkPrints(evidence)
  return climb(judgementOf(rule, evidence), evidence, rule.ladder)
}

const judgementOf = (rule: MarkRule, evidence: Evidence): Judgement => {
  switch (rule.kind) {
    case 'weighted-median':
      return judgeMedian(rule, evidence)
    case 'ema-basis':
      return judgeEmaBasis(rule, evidence)
    case 'impact-price':
      return judgeImpactPrice(rule, evidence)
    case 'confidence':
      return judgeConfidence(rule, evidence)
    case 'volume-index':
      return judgeVolumeIndex(rule, evidence)
    case 'last-trade':
      return judgeLastTrade(rule, evidence)
    case 'conversion':
      return judgeConversion(rule, evidence)
  }
}
