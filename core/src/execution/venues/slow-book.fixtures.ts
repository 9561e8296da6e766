import { lots, ticks, type Lots, type Ticks } from '../../units/index.ts'
import type { DepthLevel, Order, OrderUpdate, RejectReason, SelfTradeRule, Side } from '../../market/index.ts'
import type { PriceBand } from './band.ts'
import type { Amendment, Quotes } from './types.ts'

/** What waits in the list, or is about to: an order or one quote. */
interface Entry {
  readonly id: string
  readonly owner: string
  readonly side: Side
  readonly selfTrade: SelfTradeRule
  readonly isQuote: boolean
  readonly reducible: bigint | null
  readonly postOnly: Order['postOnly']
  limit: Ticks | null
  open: bigint
  beyond: bigint
  /** Lots that traded; a reduce-only order may not trade more than `reducible` in its life. */
  filled: bigint
  isStopped: boolean
}

/**
 * The obviously right twin of one instrument's book: one list in order of arrival, searched from its start every time. What a
 * fill-or-kill order would do is tried on a copy.
 */
export interface SlowBook {
  readonly submit: (order: Order) => readonly OrderUpdate[]
  readonly cancel: (id: string) => readonly OrderUpdate[]
  readonly cancelOwner: (owner: string) => readonly OrderUpdate[]
  readonly amend: (id: string, amendment: Amendment) => readonly OrderUpdate[]
  readonly setBand: (band: PriceBand | null) => void
  readonly requote: (owner: string, quotes: Quotes) => readonly OrderUpdate[]
  readonly depth: () => Quotes
  /** Orders that wait, oldest first. */
  readonly waiting: () => readonly Pick<Entry, 'id' | 'owner' | 'side' | 'limit' | 'open' | 'beyond'>[]
}

const within = (price: Ticks | null, { side, limit }: Pick<Entry, 'side' | 'limit'>): boolean =>
  limit === null || price === null || (side === 'buy' ? price <= limit : price >= limit)

const left = ({ open, beyond }: Entry): Lots => lots(open + beyond)

/** Whoever stands at the best price that an entry may trade at, the oldest of them. */
const best = (list: readonly Entry[], coming: Pick<Entry, 'side' | 'limit'>): Entry | undefined => {
  let found: Entry | undefined
  for (const one of list) {
    if (one.side === coming.side || one.limit === null || !within(one.limit, coming)) continue
    const isBetter = coming.side === 'buy' ? one.limit < (found?.limit ?? one.limit) : one.limit > (found?.limit ?? 0n)
    if (found === undefined || isBetter) found = one
  }
  return found
}

const cancelled = (entry: Entry): OrderUpdate => ({ kind: 'cancelled', order: entry.id, remaining: left(entry) })

const remove = (list: Entry[], entry: Entry): void => {
  list.splice(list.indexOf(entry), 1)
}

/** Two of one owner meet. */
const meetOwn = (list: Entry[], coming: Entry, entry: Entry): readonly OrderUpdate[] => {
  const gone: OrderUpdate[] = entry.isQuote ? [] : [cancelled(entry)]
  if (coming.selfTrade === 'cancel-newest') coming.isStopped = true
  if (coming.selfTrade === 'cancel-newest') return []
  if (coming.selfTrade !== 'decrement') {
    remove(list, entry)
    coming.isStopped = coming.selfTrade === 'cancel-both'
    return gone
  }
  const size = entry.open < coming.open ? entry.open : coming.open
  const shrink = (one: Entry): readonly OrderUpdate[] => {
    if (one.open === size) return one === coming ? [] : gone
    one.open -= size
    return one.isQuote ? [] : [{ kind: 'amended', order: one.id, remaining: left(one), limit: one.limit }]
  }
  const isEntryGone = entry.open === size
  coming.isStopped = coming.open === size
  const updates = [...shrink(entry), ...shrink(coming)]
  if (isEntryGone) remove(list, entry)
  return updates
}

/** Trades what crosses; the list and the entries change. */
const trade = (instrument: string, list: Entry[], coming: Entry): OrderUpdate[] => {
  const updates: OrderUpdate[] = []
  for (let entry = best(list, coming); entry !== undefined; entry = best(list, coming)) {
    if (coming.open === 0n || coming.isStopped || entry.limit === null) break
    if (entry.owner === coming.owner) {
      updates.push(...meetOwn(list, coming, entry))
      continue
    }
    const size = lots(entry.open < coming.open ? entry.open : coming.open)
    for (const one of [entry, coming]) {
      one.open -= size
      one.filled += size
    }
    const parties = { takerOrder: coming.id, taker: coming.owner, makerOrder: entry.id, maker: entry.owner }
    const fill = { instrument, price: entry.limit, size, side: coming.side, ...parties }
    updates.push({ kind: 'filled', order: coming.id, fill, remaining: left(coming) })
    if (entry.open > 0n) continue
    remove(list, entry)
    if (entry.beyond > 0n) updates.push(cancelled(entry))
  }
  return updates
}

const copied = (list: readonly Entry[]): Entry[] => list.map((entry) => ({ ...entry }))

/** The limit after a slide behind the best price and a clip at the band, or why there is none. */
const settledLimit = (
  list: readonly Entry[],
  band: PriceBand | null,
  { side, limit, postOnly }: Pick<Entry, 'side' | 'limit' | 'postOnly'>,
): Ticks | null | RejectReason => {
  const facing = best(list, { side, limit })?.limit ?? null
  let to = limit
  if (postOnly !== undefined && facing !== null) {
    if (postOnly === 'reject' || (side === 'buy' && facing === 1n)) return 'post-only'
    to = ticks(side === 'buy' ? facing - 1n : facing + 1n)
  }
  if (band === null) return to
  const edge = side === 'buy' ? band.highest : band.lowest
  if (to === null) return edge
  if (band.outside === 'reject') return to < band.lowest || to > band.highest ? 'outside-band' : to
  return within(to, { side, limit: edge }) ? to : edge
}

const sideDepth = (list: readonly Entry[], side: Side): readonly DepthLevel[] => {
  const sizes = new Map<Ticks, bigint>()
  for (const { side: one, limit, open } of list)
    if (one === side && limit !== null) sizes.set(limit, (sizes.get(limit) ?? 0n) + open)
  return [...sizes]
    .map(([price, size]) => ({ price, size: lots(size) }))
    .toSorted((one, other) => Number(side === 'buy' ? other.price - one.price : one.price - other.price))
}

export const createSlowBook = (instrument: string, selfTrade: SelfTradeRule = 'cancel-oldest'): SlowBook => {
  let list: Entry[] = []
  let band: PriceBand | null = null
  let sequence = 0
  const known = new Set<string>()

  const refusal = (entry: Entry, order: Order): RejectReason | null => {
    if (order.timeInForce === 'FOK') {
      const trial = { ...entry }
      trade(instrument, copied(list), trial)
      return trial.filled < order.size ? 'fok-unfillable' : null
    }
    const others = list.filter(({ owner }) => owner !== order.owner)
    return order.limit === null && best(others, entry) === undefined ? 'no-liquidity' : null
  }
  /** Trades an entry, then puts it at the end of the list or cancels it. */
  const enter = (entry: Entry, rests: boolean): readonly OrderUpdate[] => {
    const updates = trade(instrument, list, entry)
    if (left(entry) === 0n) return updates
    if (entry.open === 0n || entry.isStopped || !rests) return [...updates, cancelled(entry)]
    sequence += 1
    list.push(entry)
    return updates
  }
  const submit = (order: Order): readonly OrderUpdate[] => {
    const { id, owner, side, limit, size, reducible, timeInForce, postOnly } = order
    const rejected = (reason: RejectReason): readonly OrderUpdate[] => [{ kind: 'rejected', order: id, reason }]
    if (known.has(id)) return rejected('duplicate-id')
    known.add(id)
    if (size <= 0n) return rejected('bad-size')
    if (reducible !== null && reducible <= 0n) return rejected('not-reducing')
    if (postOnly !== undefined && (limit === null || timeInForce !== 'GTC')) return rejected('bad-terms')
    const to = settledLimit(list, band, { side, limit, postOnly })
    if (typeof to === 'string') return rejected(to)
    const open = reducible !== null && reducible < size ? reducible : size
    const whose = { id, owner, side, reducible, postOnly, selfTrade: order.selfTrade ?? selfTrade, isQuote: false }
    const entry: Entry = { ...whose, limit: to, open, beyond: size - open, filled: 0n, isStopped: false }
    const reason = refusal(entry, order)
    if (reason !== null) return rejected(reason)
    const moved = to !== null && to !== limit ? { limit: to } : {}
    return [{ kind: 'accepted', order: id, ...moved }, ...enter(entry, limit !== null && timeInForce === 'GTC')]
  }
  const amend = (id: string, { remaining, limit }: Amendment): readonly OrderUpdate[] => {
    const refused = (reason: RejectReason): readonly OrderUpdate[] => [{ kind: 'amend-refused', order: id, reason }]
    const entry = list.find((one) => one.id === id && !one.isQuote)
    if (entry === undefined) return refused('not-resting')
    if (remaining <= 0n) return refused('bad-size')
    const fillable = entry.reducible === null ? remaining : entry.reducible - entry.filled
    const open = fillable < remaining ? fillable : remaining
    if (limit === entry.limit && remaining <= left(entry)) {
      Object.assign(entry, { open, beyond: remaining - open })
      return [{ kind: 'amended', order: id, remaining, limit }]
    }
    const to = settledLimit(list, band, { ...entry, limit })
    if (typeof to === 'string') return refused(to)
    remove(list, entry)
    const anew: Entry = { ...entry, limit: to, open, beyond: remaining - open }
    return [{ kind: 'amended', order: id, remaining, limit: to }, ...enter(anew, true)]
  }
  const requote = (owner: string, quotes: Quotes): readonly OrderUpdate[] => {
    list = list.filter((entry) => entry.owner !== owner || !entry.isQuote)
    const made = sequence
    sequence += 1
    return (['buy', 'sell'] as const).flatMap((side) =>
      (side === 'buy' ? quotes.bids : quotes.asks).flatMap(({ price, size }, at) => {
        const edge = side === 'buy' ? band?.highest : band?.lowest
        if (edge !== undefined && !within(price, { side, limit: edge })) return []
        const id = `${owner}/${instrument}/${made}/${side}/${at}`
        const whose = { id, owner, side, selfTrade, isQuote: true, reducible: null, postOnly: undefined }
        const entry: Entry = { ...whose, limit: price, open: size, beyond: 0n, filled: 0n, isStopped: false }
        const updates = trade(instrument, list, entry)
        if (entry.open > 0n && !entry.isStopped) list.push(entry)
        return updates
      }),
    )
  }
  const take = (picked: readonly Entry[]): readonly OrderUpdate[] => {
    list = list.filter((entry) => !picked.includes(entry))
    return picked.filter((entry) => !entry.isQuote).map((entry) => cancelled(entry))
  }
  return {
    submit,
    amend,
    requote,
    setBand: (to) => {
      band = to
    },
    cancel: (id) => take(list.filter((entry) => entry.id === id && !entry.isQuote)),
    cancelOwner: (owner) => take(list.filter((entry) => entry.owner === owner)),
    depth: () => ({ bids: sideDepth(list, 'buy'), asks: sideDepth(list, 'sell') }),
    waiting: () => list.filter((entry) => !entry.isQuote),
  }
}
