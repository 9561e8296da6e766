import { applyRatio, formatRatio, RATIO_ONE, type Atoms, type Ratio } from '../../units/index.ts'
import type { Fraction } from '../../instruments/index.ts'
import { marginSplit, priceAtShare, type MarginSplit } from '../../margin/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { roundToTick, WHOLE_TICKS } from '../tick-rounding.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * The price at which closing a position leaves the account a share of its maintenance requirement as equity, exact, in ticks.
 *
 *   P(x) with x = E / Σ R - keep          docs/models/bankruptcy-split.md, eq. 2
 *
 * For one position this is P - side·(E - keep·R) / size; several share what may be lost by their requirements.
 */
export const keepSharePrice = (split: MarginSplit, keep: Ratio): Fraction =>
  priceAtShare(split, {
    numerator: split.equity * RATIO_ONE - keep * split.total,
    denominator: split.total * RATIO_ONE,
  })

/** Equity that closing everything at those prices leaves, numeraire atoms, rounded up. */
export const keptEquity = (split: MarginSplit, keep: Ratio): Atoms => applyRatio(split.total, keep, 'up')

/** No worse than leaves the account a share of its maintenance requirement, rounded to a tick in its favour. A leg without a position is dropped. */
export const keepShare: LimitStrategy = {
  name: 'keep-share',
  formula: 'P·(1 -/+ (M_i/N_i)·(E/M - keep))',
  schema: schemaOf({ keep: decimal('share of the maintenance requirement that must be left as equity, at most 1') }),
  check: (parameters) => outside(parameters, 'keep', { atMost: ONE }, 'give a share such as 0.7'),
  create: (parameters) => {
    const keep = decimalIn(parameters, 'keep')
    return (view, draft) => {
      const facts: Record<string, string> = { keep: formatRatio(keep) }
      const legs = draft.legs.flatMap((leg) => {
        const split = marginSplit(view.rules, view.account, view.marks, leg.instrument)
        if (split === null) return []
        const limit = roundToTick(keepSharePrice(split, keep), split.size > 0n ? 'long' : 'short', WHOLE_TICKS)
        facts[`${leg.instrument}.limitTicks`] = String(limit)
        return [{ ...leg, limit }]
      })
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'keep-share', facts, bound }] }
    }
  },
}
