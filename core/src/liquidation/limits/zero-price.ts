import { RATIO_ONE, type Ratio } from '../../units/index.ts'
import type { Fraction } from '../../instruments/index.ts'
import { marginSplit, priceAtShare, zeroPrice, type MarginSplit } from '../../margin/index.ts'
import { decimal, decimalOr, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { roundToTick, WHOLE_TICKS } from '../tick-rounding.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Never worse than the zero price, at which a close of any size leaves equity / requirement as it is: no fill can worsen health. Rounded
 * up to a tick where a long is closed and down where a short is. A leg without a position is dropped. With `toMark` the limit lies that
 * share of the way from the zero price to the mark.
 *
 * @source Lighter documentation, Liquidations; docs/models/bankruptcy-split.md, eq. 3
 */
export const zeroPriceLimit: LimitStrategy = {
  name: 'zero-price',
  formula: 'P·(1 -/+ (M_i/N_i)·E/M)',
  schema: schemaOf({ toMark: decimal('share of the way from the zero price to the mark, at most 1; absent = 0') }, [
    'toMark',
  ]),
  check: (parameters) => outside(parameters, 'toMark', { atMost: ONE }, 'give a share such as 0.3'),
  create: (parameters) => {
    const toMark = decimalOr(parameters, 'toMark', ZERO)
    return (view, draft) => {
      const facts: Record<string, string> = {}
      const legs = draft.legs.flatMap((leg) => {
        const split = marginSplit(view.rules, view.account, view.marks, leg.instrument)
        if (split === null) return []
        const limit = roundToTick(towardsMark(split, toMark), split.size > 0n ? 'long' : 'short', WHOLE_TICKS)
        facts[`${leg.instrument}.limitTicks`] = String(limit)
        return [{ ...leg, limit }]
      })
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'zero-price', facts, bound }] }
    }
  },
}

/** The price at which a close uses up all but a share of the equity that goes with what it closes; all of it at the zero price. */
const towardsMark = (split: MarginSplit, toMark: Ratio): Fraction =>
  toMark === 0n
    ? zeroPrice(split)
    : priceAtShare(split, {
        numerator: split.equity * (RATIO_ONE - toMark),
        denominator: split.total * RATIO_ONE,
      })
