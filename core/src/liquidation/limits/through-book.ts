import type { Ticks } from '../../units/index.ts'
import { offsetLimits } from '../offset-limits.ts'
import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { DraftLeg, LimitStrategy, LiquidationView } from '../types.ts'

/**
 * A little through the book: sells at the best bid · (1 - bps/10000) or better, rounded up; buys at the best ask · (1 + bps/10000) or
 * better, rounded down. A leg whose side of the book is empty is dropped.
 *
 * @source FTX help, Liquidations: orders between 1 and 5 basis points through the book
 */
export const throughBook: LimitStrategy = {
  name: 'through-book',
  formula: 'best bid·(1 - bps/10000), best ask·(1 + bps/10000)',
  schema: schemaOf({ bps: whole('distance beyond the best price in basis points', 0, 9_999) }),
  check: noRules,
  create: (parameters) =>
    offsetLimits({ rule: 'through-book', bps: BigInt(wholeIn(parameters, 'bps')), priceOf: bestPrice }),
}

const bestPrice = (view: LiquidationView, { instrument, size }: DraftLeg): Ticks | null => {
  const { bids, asks } = view.depth(instrument)
  return (size < 0n ? bids[0] : asks[0])?.price ?? null
}
