import { atoms, lots, NO_ATOMS, NO_LOTS, type Atoms, type Lots } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Account, AccountId, Balance, OpenOrder, OrderId, Position } from './account.ts'

/** Cash that enters (> 0) or leaves (< 0) an account. */
export interface CashChange {
  readonly asset: AssetId
  readonly atoms: Atoms
}

/** What a fill or a transfer does to a position: signed lots, and signed settlement atoms of entry value. */
export interface PositionChange {
  readonly instrument: InstrumentId
  readonly size: Lots
  readonly entryValue: Atoms
}

/** Everything one event does to one account's holdings. */
export interface AccountChange {
  readonly account: AccountId
  readonly cash: readonly CashChange[]
  readonly positions: readonly PositionChange[]
}

/** The account after a change; zero balances and flat positions leave the record. */
export const changeAccount = (account: Account, change: AccountChange): Account => {
  let { balances, positions } = account
  for (const cash of change.cash) balances = addCash(balances, cash)
  for (const moved of change.positions) positions = addPosition(positions, moved)
  const { id, owner, kind, mode, orders } = account
  return { id, owner, kind, mode, balances, positions, orders }
}

/** The account with an order added, or replaced when the id is already there; `remaining` zero removes it. */
export const putOrder = (account: Account, order: OpenOrder): Account => {
  const others = account.orders.filter((open) => open.id !== order.id)
  const orders = order.remaining === 0n ? others : insert(others, order, (open) => open.id)
  return { ...account, orders }
}

/** The account without one order; unchanged when it is not there. */
export const dropOrder = (account: Account, id: OrderId): Account => ({
  ...account,
  orders: account.orders.filter((open) => open.id !== id),
})

/** Cash of an asset, zero when none is held. */
export const balanceOf = (account: Account, asset: AssetId): Atoms =>
  account.balances.find((balance) => balance.asset === asset)?.atoms ?? NO_ATOMS

/** The position in an instrument, if any. */
export const positionIn = (account: Account, instrument: InstrumentId): Position | undefined =>
  account.positions.find((position) => position.instrument === instrument)

/** Signed size in an instrument, zero when flat. */
export const sizeIn = (account: Account, instrument: InstrumentId): Lots =>
  positionIn(account, instrument)?.size ?? NO_LOTS

const addCash = (balances: readonly Balance[], cash: CashChange): readonly Balance[] => {
  const at = balances.findIndex((balance) => balance.asset === cash.asset)
  const after = atoms(((at < 0 ? undefined : balances[at]?.atoms) ?? NO_ATOMS) + cash.atoms)
  const changed: Balance | null = after === 0n ? null : { asset: cash.asset, atoms: after }
  return replace(balances, at, changed, (balance) => balance.asset)
}

const addPosition = (positions: readonly Position[], moved: PositionChange): readonly Position[] => {
  const at = positions.findIndex((position) => position.instrument === moved.instrument)
  const held = at < 0 ? undefined : positions[at]
  const size = lots((held?.size ?? NO_LOTS) + moved.size)
  const entryValue = atoms((held?.entryValue ?? NO_ATOMS) + moved.entryValue)
  const changed: Position | null =
    size === 0n && entryValue === 0n ? null : { instrument: moved.instrument, size, entryValue }
  return replace(positions, at, changed, (position) => position.instrument)
}

/** A sorted list with the item at an index (none below 0) replaced, taken out for null, or put in at its place. */
const replace = <T>(list: readonly T[], at: number, item: T | null, key: (item: T) => string): readonly T[] => {
  if (at < 0) return item === null ? list : insert(list, item, key)
  return item === null ? list.toSpliced(at, 1) : list.with(at, item)
}

const insert = <T>(list: readonly T[], item: T, key: (item: T) => string): readonly T[] => {
  const at = list.findIndex((other) => key(other) > key(item))
  return at < 0 ? [...list, item] : [...list.slice(0, at), item, ...list.slice(at)]
}
