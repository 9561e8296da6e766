import type { Evidence, Judgement } from '../types.ts'
import type { LastTradeRule } from '../rules.ts'
import { freshPrint } from '../fresh.ts'

/**
 * The latest print of one source, however old and however far from every other: the mark that a wick moves. It is here to be
 * compared with.
 *
 * @source docs/models/marks.md, section "Last trade"
 */
export const judgeLastTrade = ({ source }: LastTradeRule, { prints, now }: Evidence): Judgement => {
  const price = freshPrint(prints, source, { now, ageMax: Number.MAX_SAFE_INTEGER })?.price ?? null
  return { doubt: price === null ? 'silent' : null, price, index: price, leftOut: 0, memory: null }
}
