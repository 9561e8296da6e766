import { expiryMovement } from '../settlement/index.ts'
import type { Instrument, InstrumentId } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import type { Command } from './types.ts'
import type { Desk } from './desk.ts'
import { allAccounts, EngineUsageError, venueOf } from './state.ts'

/**
 * Ends an instrument, at its date or by the venue's decision: orders of users and of liquidations are cancelled, every
 * position is settled at the price, and the instrument takes nothing more. What an account then misses is for the round that
 * follows, as any shortfall.
 *
 * @throws EngineUsageError for anything but a derivative of the venue that has not ended yet.
 */
export const end = (desk: Desk, command: Extract<Command, { kind: 'expire' | 'delist' }>): void => {
  const { state } = desk
  const { price, kind } = command
  const { instrument, fund } = endable(desk, command.instrument, kind)
  const accounts = allAccounts(state)
  for (const account of accounts)
    for (const order of account.orders)
      if (order.instrument === instrument.id)
        desk.emit({ kind: 'order-dropped', account: account.id, order: order.id, by: 'engine' })
  for (const id of state.live.keys())
    if (state.live.get(id)?.order.instrument === instrument.id)
      desk.emit({ kind: 'order-done', order: id, outcome: 'cancelled' })
  const movement = expiryMovement({ instrument, price, accounts, roundingAccount: fund })
  if (movement.changes.length > 0) desk.emit({ kind: 'moved', movement })
  desk.emit({ kind: 'delisted', instrument: instrument.id, price })
}

const endable = (
  { state }: Desk,
  id: InstrumentId,
  kind: 'expire' | 'delist',
): { readonly instrument: Instrument; readonly fund: AccountId } => {
  const { rules, funds } = venueOf(state)
  const [instrument, fund] = [rules.instruments.get(id), funds.get(id)]
  if (instrument === undefined || fund === undefined)
    throw new EngineUsageError(`'${id}' cannot ${kind} here; name a derivative of the venue`)
  if (state.delisted.has(id)) throw new EngineUsageError(`'${id}' has ended already; a contract is settled once`)
  return { instrument, fund }
}
