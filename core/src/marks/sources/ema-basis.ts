import {
  greatest,
  least,
  mulDiv,
  quantize,
  ratio,
  RATIO_ONE,
  ticks,
  type Ratio,
  type Ticks,
} from '../../units/index.ts'
import { mid } from '../../market/index.ts'
import { exp } from '../../math/index.ts'
import type { Evidence, Judgement } from '../types.ts'
import type { EmaBasisRule } from '../rules.ts'
import { freshPrint } from '../fresh.ts'
import { indexPrice } from '../index-price.ts'

/**
 * Index plus the time average of the own price's clamped basis.
 *
 *   b = clamp(own/index - 1, ±basisMax)         a(t) = s + (a(t0) - s)·2^(-(t - t0)/halfLife)         mark = ⌊index·(1 + a)⌋
 *
 * a average, 0 at first · s the basis that has stood since t0, the judgement before · b stands from now on. All are 1e-18 and
 * rounded down. A new observation counts only for the time after it, so judging once more in between changes `a` by at most
 * one unit of its rounding and 2^-50 of `basisMax`. Without an own price b is 0; without an index average and basis stay.
 *
 * @source docs/models/marks.md, eq. 3 and 4
 */
export const judgeEmaBasis = (rule: EmaBasisRule, evidence: Evidence): Judgement => {
  const { previous, now } = evidence
  const before = previous?.memory?.kind === 'basis' ? previous.memory : null
  const { doubt, price: index, leftOut } = indexPrice(rule.index, evidence, previous?.index ?? null)
  if (index === null) return { doubt, price: null, index: null, leftOut, memory: before }
  const average = before === null ? ratio(0n) : averaged(before, now - before.time, rule.halfLife)
  const standing = basisOf(ownPrice(rule, evidence), index, rule.basisMax)
  const price = ticks(mulDiv(index, RATIO_ONE + average, RATIO_ONE, 'down'))
  const memory = { kind: 'basis', average, standing, time: now } as const
  return { doubt, price: greatest(ticks(1n), price), index, leftOut, memory }
}

const averaged = (
  { average, standing }: { readonly average: Ratio; readonly standing: Ratio },
  elapsed: number,
  halfLife: number,
): Ratio => {
  const left = quantize(exp((-Math.LN2 * elapsed) / halfLife) * 1e18, 'down')
  return ratio(standing + mulDiv(average - standing, left, RATIO_ONE, 'down'))
}

const basisOf = (own: Ticks | null, index: Ticks, basisMax: Ratio): Ratio => {
  if (own === null) return ratio(0n)
  const basis = mulDiv(own - index, RATIO_ONE, index, 'down')
  return ratio(least<bigint>(basisMax, greatest<bigint>(-basisMax, basis)))
}

const ownPrice = ({ own }: EmaBasisRule, { book, prints, now }: Evidence): Ticks | null => {
  if (own.kind === 'book') return book === null ? null : mid(book, 'down')
  return freshPrint(prints, own.source, { now, ageMax: own.ageMax })?.price ?? null
}
