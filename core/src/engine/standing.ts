import { greatest } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import type { OpenInterest, State } from './state.ts'

/**
 * Writes an account where `before` stood (null = nobody), and keeps what is summed over accounts: open interest by instrument, and
 * who owes.
 */
export const replaceAccount = (state: State, before: Account | null, after: Account): void => {
  state.accounts.set(after.id, after)
  if (before?.positions !== after.positions || before.orders !== after.orders) {
    if (before !== null) count(state.openInterest, before, -1n)
    count(state.openInterest, after, 1n)
  }
  if (before?.balances !== after.balances) keepDebts(state, before, after)
}

/** Open interest summed anew over all accounts: what the kept sums must equal. */
export const openInterestOf = (accounts: Iterable<Account>): ReadonlyMap<InstrumentId, OpenInterest> => {
  const sums = new Map<InstrumentId, OpenInterest>()
  for (const account of accounts) count(sums, account, 1n)
  return sums
}

/** Open interest of one instrument, nothing where nobody has any. */
export const openInterestIn = (sums: ReadonlyMap<InstrumentId, OpenInterest>, instrument: InstrumentId): OpenInterest =>
  sums.get(instrument) ?? NOTHING

const NOTHING: OpenInterest = { held: 0n, longsAtMost: 0n, shortsAtMost: 0n }

const count = (sums: Map<InstrumentId, OpenInterest>, account: Account, sign: bigint): void => {
  for (const { instrument } of account.positions) add(sums, account, instrument, sign)
  for (const [at, { instrument }] of account.orders.entries())
    if (isNew(account, instrument, at)) add(sums, account, instrument, sign)
}

/** Whether an order's instrument was not counted yet, with a position or an order before it. */
const isNew = ({ positions, orders }: Account, instrument: InstrumentId, at: number): boolean =>
  !positions.some((position) => position.instrument === instrument) &&
  orders.findIndex((order) => order.instrument === instrument) === at

const add = (sums: Map<InstrumentId, OpenInterest>, account: Account, instrument: InstrumentId, sign: bigint): void => {
  const sum = openInterestIn(sums, instrument)
  const part = partOf(account, instrument)
  sums.set(instrument, {
    held: sum.held + sign * part.held,
    longsAtMost: sum.longsAtMost + sign * part.longsAtMost,
    shortsAtMost: sum.shortsAtMost + sign * part.shortsAtMost,
  })
}

/** What one account adds to the open interest of an instrument. */
export const partOf = (account: Account, instrument: InstrumentId): OpenInterest => {
  const size: bigint = account.positions.find((position) => position.instrument === instrument)?.size ?? 0n
  let [buys, sells] = [0n, 0n]
  for (const order of account.orders) {
    if (order.instrument !== instrument || order.reduceOnly) continue
    if (order.side === 'buy') buys += order.remaining
    else sells += order.remaining
  }
  return {
    held: greatest(0n, size),
    longsAtMost: greatest(0n, size + buys),
    shortsAtMost: greatest(0n, sells - size),
  }
}

const keepDebts = (state: State, before: Account | null, after: Account): void => {
  const owes = owed(after)
  if (owes.length > 0) state.debtors.set(after.id, owes)
  else if (before !== null && owed(before).length > 0) state.debtors.delete(after.id)
}

const OWES_NOTHING: readonly AssetId[] = []

const owed = ({ kind, balances }: Account): readonly AssetId[] => {
  if (kind !== 'trader' && kind !== 'fund' && kind !== 'vault' && kind !== 'backstop') return OWES_NOTHING
  if (balances.every((balance) => balance.atoms >= 0n)) return OWES_NOTHING
  return balances.filter((balance) => balance.atoms < 0n).map((balance) => balance.asset)
}
