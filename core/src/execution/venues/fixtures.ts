import { lots, ticks } from '../../units/index.ts'
import type { DepthLevel, Order, PostOnly, SelfTradeRule, Side } from '../../market/index.ts'

/** An order to buy or sell BTC-PERP; GTC and not reduce-only unless said. */
export const order = (
  id: string,
  side: Side,
  size: bigint,
  rest: {
    readonly limit?: bigint | null
    readonly owner?: string
    readonly timeInForce?: Order['timeInForce']
    readonly reducible?: bigint
    readonly instrument?: string
    readonly postOnly?: PostOnly
    readonly selfTrade?: SelfTradeRule
  } = {},
): Order => ({
  id,
  owner: rest.owner ?? id,
  instrument: rest.instrument ?? 'BTC-PERP',
  side,
  size: lots(size),
  limit: rest.limit === null || rest.limit === undefined ? null : ticks(rest.limit),
  timeInForce: rest.timeInForce ?? 'GTC',
  reducible: rest.reducible === undefined ? null : lots(rest.reducible),
  ...(rest.postOnly === undefined ? {} : { postOnly: rest.postOnly }),
  ...(rest.selfTrade === undefined ? {} : { selfTrade: rest.selfTrade }),
})

/** Levels from pairs of price and size. */
export const levels = (...pairs: readonly (readonly [bigint, bigint])[]): readonly DepthLevel[] =>
  pairs.map(([price, size]) => ({ price: ticks(price), size: lots(size) }))
