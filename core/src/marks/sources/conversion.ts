import {
  divide,
  greatest,
  least,
  magnitude,
  mulDiv,
  ratio,
  RATIO_ONE,
  ticks,
  type Ratio,
  type Ticks,
} from '../../units/index.ts'
import type { Doubt, Evidence, Judgement } from '../types.ts'
import type { ConversionRule } from '../rules.ts'
import { freshPrint } from '../fresh.ts'
import { indexPrice } from '../index-price.ts'

/**
 * What a wrapped or pegged asset is worth when it is redeemed.
 *
 *   r' = clamp(stated, r·(1 ± changeMax·Δ/changePer))            mark = ⌊base · r'⌋
 *
 * r the ratio accepted before, Δ ms ago · base the mark of the asset behind it, or one unit of the quote asset. A ratio that
 * jumps is followed at its greatest speed. The asset's own market never enters the price: a distance from redemption value of
 * more than `discountMax` makes the mark suspect, no more. A mark whose base is not fine is in doubt with it.
 *
 * @source docs/models/marks.md, eq. 8
 */
export const judgeConversion = (rule: ConversionRule, evidence: Evidence): Judgement => {
  const { prints, now, previous } = evidence
  const before = previous?.memory?.kind === 'redemption' ? previous.memory : null
  const print = freshPrint(prints, rule.redemption.source, { now, ageMax: rule.redemption.ageMax })
  const base = baseOf(rule, evidence)
  if (print === null || base === null) {
    const doubt: Doubt = print === null ? 'silent' : 'base'
    return { doubt, price: null, index: null, leftOut: 0, memory: before }
  }
  const stated = ratio(print.price * rule.redemption.step)
  const accepted = before === null ? stated : followed(rule, before, { stated, now })
  const price = converted(base.value, accepted, evidence)
  const doubt = base.fine ? discountDoubt(rule, evidence, price) : 'base'
  return { doubt, price, index: price, leftOut: 0, memory: { kind: 'redemption', ratio: accepted, time: now } }
}

/** Worth of one unit of what stands behind the asset [quote, 1e-18]; null when it has no mark yet. */
const baseOf = (
  { base }: ConversionRule,
  { marks, instruments }: Evidence,
): { readonly value: bigint; readonly fine: boolean } | null => {
  if (base === null) return { value: RATIO_ONE, fine: true }
  const [mark, instrument] = [marks.get(base), instruments.get(base)]
  if (mark === undefined || instrument === undefined) return null
  return { value: mark.price * instrument.tickSize, fine: mark.status === 'fine' }
}

const followed = (
  { changeMax, changePer }: ConversionRule,
  before: { readonly ratio: Ratio; readonly time: number },
  { stated, now }: { readonly stated: Ratio; readonly now: number },
): Ratio => {
  const room = divide(before.ratio * changeMax * BigInt(now - before.time), RATIO_ONE * BigInt(changePer), 'down')
  return ratio(least<bigint>(before.ratio + room, greatest<bigint>(before.ratio - room, stated)))
}

const converted = (base: bigint, accepted: Ratio, { instrument }: Evidence): Ticks =>
  greatest(ticks(1n), ticks(mulDiv(base, accepted, RATIO_ONE * instrument.tickSize, 'down')))

const discountDoubt = ({ market }: ConversionRule, evidence: Evidence, fair: Ticks): Doubt | null => {
  if (market === null) return null
  const { price } = indexPrice(market.index, evidence, fair)
  if (price === null) return null
  return magnitude(price - fair) * RATIO_ONE > market.discountMax * fair ? 'discount' : null
}
