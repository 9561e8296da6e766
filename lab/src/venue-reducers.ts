import type { Account, AccountChange, AccountId, InstrumentId, OpenOrder, OrderId } from '@ebbline/core'

/** A resting reduce-only order, and what it may reduce. */
interface Reducer {
  readonly account: AccountId
  readonly instrument: InstrumentId
  readonly side: OpenOrder['side']
}

/** Reduce-only orders that rest, and the positions behind them, as plain data. */
export interface ReducersSnapshot {
  readonly orders: readonly (readonly [OrderId, Reducer])[]
  readonly sizes: readonly (readonly [string, bigint])[]
}

/**
 * Guards resting reduce-only orders: once a position is smaller than its order (closed by force, or by another order), the
 * venue takes the order out, so that its fill can never turn the position.
 */
export interface Reducers {
  readonly watch: (account: AccountId, order: OpenOrder) => void
  readonly moved: (changes: readonly AccountChange[]) => void
  /** Orders whose remaining size exceeds what they may reduce; they are watched no longer. */
  readonly excessive: (remaining: (order: OrderId) => bigint) => readonly OrderId[]
  readonly snapshot: () => ReducersSnapshot
  readonly restore: (snapshot: ReducersSnapshot) => void
}

/** A guard that knows the positions of accounts with resting orders. */
export const createReducers = (accounts: readonly Account[]): Reducers => {
  const orders = new Map<OrderId, Reducer>()
  const sizes = new Map<string, bigint>()
  const touched = new Set<string>()
  for (const account of accounts)
    if (account.orders.length > 0)
      for (const { instrument, size } of account.positions) sizes.set(keyOf(account.id, instrument), size)
  return {
    watch: (account, { id, instrument, side }) => void orders.set(id, { account, instrument, side }),
    moved: (changes) => {
      for (const { account, positions } of changes)
        for (const { instrument, size } of positions) {
          const key = keyOf(account, instrument)
          const held = sizes.get(key)
          if (held === undefined) continue
          sizes.set(key, held + size)
          touched.add(key)
        }
    },
    excessive: (remaining) => {
      if (touched.size === 0) return []
      const found = [...orders].filter(
        ([id, order]) => touched.has(keyOf(order.account, order.instrument)) && remaining(id) > reducible(sizes, order),
      )
      touched.clear()
      for (const [id] of found) orders.delete(id)
      return found.map(([id]) => id)
    },
    snapshot: () => ({ orders: [...orders], sizes: [...sizes] }),
    restore: (snapshot) => {
      orders.clear()
      sizes.clear()
      touched.clear()
      for (const [id, order] of snapshot.orders) orders.set(id, order)
      for (const [key, size] of snapshot.sizes) sizes.set(key, size)
    },
  }
}

const keyOf = (account: AccountId, instrument: InstrumentId): string => `${account}|${instrument}`

/** Lots that an order may still close: the position on the other side of it. */
const reducible = (sizes: ReadonlyMap<string, bigint>, { account, instrument, side }: Reducer): bigint => {
  const held = sizes.get(keyOf(account, instrument)) ?? 0n
  const open = side === 'sell' ? held : -held
  return open > 0n ? open : 0n
}
