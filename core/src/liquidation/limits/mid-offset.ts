import { midPrice } from '../mid-price.ts'
import { offsetLimits } from '../offset-limits.ts'
import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Not worse than a stated distance from the middle of the book, rounded against the trade: sells at mid · (1 - bps/10000) or better, buys
 * at mid · (1 + bps/10000) or better. Where a side of the book is empty the mark stands for its middle.
 *
 * @source vegaprotocol/specs, 0012-POSR, disposal slippage range
 */
export const midOffset: LimitStrategy = {
  name: 'mid-offset',
  formula: 'mid·(1 -/+ bps/10000)',
  schema: schemaOf({ bps: whole('distance from the middle of the book in basis points', 0, 9_999) }),
  check: noRules,
  create: (parameters) =>
    offsetLimits({
      rule: 'mid-offset',
      bps: BigInt(wholeIn(parameters, 'bps')),
      priceOf: (view, { instrument }) => midPrice(view, instrument),
    }),
}
