import { lots, ticks, type Lots, type Ticks } from '../../units/index.ts'
import type { DepthLevel, Fill, Order, OrderUpdate, RejectReason, Side } from '../../market/index.ts'
import type { Quotes } from './types.ts'

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
})

/** Levels from pairs of price and size. */
export const levels = (...pairs: readonly (readonly [bigint, bigint])[]): readonly DepthLevel[] =>
  pairs.map(([price, size]) => ({ price: ticks(price), size: lots(size) }))

interface Entry {
  readonly id: string
  readonly owner: string
  readonly side: Side
  readonly price: Ticks
  open: bigint
  beyond: bigint
  readonly isQuote: boolean
}

interface Coming {
  readonly id: string
  readonly owner: string
  readonly side: Side
  readonly limit: Ticks | null
  open: bigint
  readonly beyond: bigint
}

/** The obviously right twin of one instrument's book: one list in order of arrival, searched from its start every time. */
export interface SlowBook {
  readonly submit: (order: Order) => readonly OrderUpdate[]
  readonly cancel: (id: string) => readonly OrderUpdate[]
  readonly cancelOwner: (owner: string) => readonly OrderUpdate[]
  readonly requote: (owner: string, quotes: Quotes) => readonly OrderUpdate[]
  readonly depth: () => Quotes
  /** Lots that wait on each side, and what of each waiting order may not fill. */
  readonly waiting: () => readonly { readonly id: string; readonly open: bigint; readonly beyond: bigint }[]
}

export const createSlowBook = (instrument: string): SlowBook => {
  let list: Entry[] = []
  const known = new Set<string>()
  let sequence = 0

  const within = (price: bigint, { side, limit }: Coming): boolean =>
    limit === null || (side === 'buy' ? price <= limit : price >= limit)
  const best = (coming: Coming): Entry | undefined => {
    const there = list.filter((entry) => entry.side !== coming.side && within(entry.price, coming))
    const prices = there.map((entry) => entry.price)
    const price = prices.reduce<Ticks | undefined>(
      (found, one) => (found === undefined || (coming.side === 'buy' ? one < found : one > found) ? one : found),
      undefined,
    )
    return there.find((entry) => entry.price === price)
  }
  const drop = (entry: Entry): void => {
    list = list.filter((one) => one !== entry)
  }
  const cancelled = ({ id, open, beyond }: Entry): OrderUpdate => ({
    kind: 'cancelled',
    order: id,
    remaining: lots(open + beyond),
  })
  const trade = (coming: Coming): OrderUpdate[] => {
    const updates: OrderUpdate[] = []
    for (let entry = best(coming); entry !== undefined && coming.open > 0n; entry = best(coming)) {
      if (entry.owner === coming.owner) {
        drop(entry)
        if (!entry.isQuote) updates.push(cancelled(entry))
        continue
      }
      const size: Lots = lots(entry.open < coming.open ? entry.open : coming.open)
      entry.open -= size
      coming.open -= size
      const fill: Fill = {
        instrument,
        price: entry.price,
        size,
        side: coming.side,
        takerOrder: coming.id,
        taker: coming.owner,
        makerOrder: entry.id,
        maker: entry.owner,
      }
      updates.push({ kind: 'filled', order: coming.id, fill, remaining: lots(coming.open + coming.beyond) })
      if (entry.open > 0n) continue
      drop(entry)
      if (entry.beyond > 0n) updates.push(cancelled(entry))
    }
    return updates
  }
  const refusal = (coming: Order, open: bigint): RejectReason | null => {
    const offered = list
      .filter((entry) => entry.side !== coming.side && entry.owner !== coming.owner)
      .filter((entry) => within(entry.price, { ...coming, open, beyond: 0n }))
      .reduce((sum, entry) => sum + entry.open, 0n)
    if (coming.timeInForce === 'FOK') return offered < coming.size || open < coming.size ? 'fok-unfillable' : null
    return coming.limit === null && offered === 0n ? 'no-liquidity' : null
  }
  const submit = (coming: Order): readonly OrderUpdate[] => {
    const { id, owner, side, limit, size, reducible, timeInForce } = coming
    const rejected = (reason: RejectReason): readonly OrderUpdate[] => [{ kind: 'rejected', order: id, reason }]
    if (known.has(id)) return rejected('duplicate-id')
    known.add(id)
    if (size <= 0n) return rejected('bad-size')
    if (reducible !== null && reducible <= 0n) return rejected('not-reducing')
    const open = reducible !== null && reducible < size ? reducible : size
    const reason = refusal(coming, open)
    if (reason !== null) return rejected(reason)
    const taker: Coming = { id, owner, side, limit, open, beyond: size - open }
    const updates: OrderUpdate[] = [{ kind: 'accepted', order: id }, ...trade(taker)]
    if (taker.open + taker.beyond === 0n) return updates
    if (taker.open === 0n || limit === null || timeInForce !== 'GTC')
      return [...updates, { kind: 'cancelled', order: id, remaining: lots(taker.open + taker.beyond) }]
    sequence += 1
    list.push({ id, owner, side, price: limit, open: taker.open, beyond: taker.beyond, isQuote: false })
    return updates
  }
  const requote = (owner: string, quotes: Quotes): readonly OrderUpdate[] => {
    list = list.filter((entry) => entry.owner !== owner || !entry.isQuote)
    const made = sequence
    sequence += 1
    return (['buy', 'sell'] as const).flatMap((side) =>
      (side === 'buy' ? quotes.bids : quotes.asks).flatMap(({ price, size }, at) => {
        const id = `${owner}/${instrument}/${made}/${side}/${at}`
        const coming: Coming = { id, owner, side, limit: price, open: size, beyond: 0n }
        const updates = trade(coming)
        if (coming.open > 0n) list.push({ id, owner, side, price, open: coming.open, beyond: 0n, isQuote: true })
        return updates
      }),
    )
  }
  const sideDepth = (side: Side): readonly DepthLevel[] => {
    const sizes = new Map<Ticks, bigint>()
    for (const entry of list)
      if (entry.side === side) sizes.set(entry.price, (sizes.get(entry.price) ?? 0n) + entry.open)
    return [...sizes]
      .map(([price, size]) => ({ price, size: lots(size) }))
      .toSorted((one, other) => Number(side === 'buy' ? other.price - one.price : one.price - other.price))
  }
  const take = (picked: readonly Entry[]): readonly OrderUpdate[] => {
    for (const entry of picked) drop(entry)
    return picked.filter((entry) => !entry.isQuote).map(cancelled)
  }
  return {
    submit,
    requote,
    cancel: (id) => take(list.filter((entry) => entry.id === id && !entry.isQuote)),
    cancelOwner: (owner) => take(list.filter((entry) => entry.owner === owner)),
    depth: () => ({ bids: sideDepth('buy'), asks: sideDepth('sell') }),
    waiting: () => list.filter((entry) => !entry.isQuote).map(({ id, open, beyond }) => ({ id, open, beyond })),
  }
}
