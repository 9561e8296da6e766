import { atoms, type Atoms } from '../units/index.ts'
import { changeAccount, putOrder, type Account } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import { cashMovement } from '../settlement/index.ts'
import type { Command } from './types.ts'
import type { Desk } from './desk.ts'
import { accountOf, venueOf } from './state.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/** Cash from outside into an account; refused unless it is above zero in an asset of the venue. */
export const deposit = (desk: Desk, command: Of<'deposit'>): void => {
  const account = accountOf(desk.state, command.account)
  if (command.atoms <= 0n) return refuse(desk, command, 'amount-not-positive', {})
  if (!knowsAsset(desk, command.asset)) return refuse(desk, command, 'unknown-asset', { asset: command.asset })
  const { external } = venueOf(desk.state).declaration.house
  const cause = { kind: 'deposit', account: account.id } as const
  const movement = cashMovement({ cause, from: external, to: account.id, asset: command.asset, atoms: command.atoms })
  desk.emit({ kind: 'moved', movement })
}

/** Cash out of an account; refused when the initial level would not hold afterwards, or in an episode, or on a stale mark. */
export const withdraw = (desk: Desk, command: Of<'withdraw'>): void => {
  const account = accountOf(desk.state, command.account)
  if (command.atoms <= 0n) return refuse(desk, command, 'amount-not-positive', {})
  if (!knowsAsset(desk, command.asset)) return refuse(desk, command, 'unknown-asset', { asset: command.asset })
  if (desk.state.episodes.get(account.id) !== undefined) return refuse(desk, command, 'in-liquidation', {})
  if (hasStaleMark(desk, account)) return refuse(desk, command, 'stale-mark', {})
  const { external } = venueOf(desk.state).declaration.house
  const after = changeAccount(account, {
    account: account.id,
    cash: [{ asset: command.asset, atoms: atoms(-command.atoms) }],
    positions: [],
  })
  const short = initialShortage(desk, after)
  if (short > 0n) return refuse(desk, command, 'initial-margin', { missingAtoms: short.toString() })
  const cause = { kind: 'withdrawal', account: account.id } as const
  const movement = cashMovement({ cause, from: account.id, to: external, asset: command.asset, atoms: command.atoms })
  desk.emit({ kind: 'moved', movement })
}

/** A user's order, accepted when its worst case still meets the initial level; on a stale mark only reduce-only ones. */
export const placeOrder = (desk: Desk, command: Of<'place-order'>): void => {
  const account = accountOf(desk.state, command.account)
  const { order } = command
  if (!venueOf(desk.state).rules.instruments.has(order.instrument))
    return refuse(desk, command, 'unknown-instrument', { instrument: order.instrument })
  if (order.remaining <= 0n || order.price <= 0n) return refuse(desk, command, 'bad-size-or-price', {})
  if (account.orders.some((open) => open.id === order.id))
    return refuse(desk, command, 'duplicate-id', { order: order.id })
  const mark = desk.state.marks.get(order.instrument)
  if (!order.reduceOnly && mark?.status !== 'fine')
    return refuse(desk, command, 'stale-mark', { instrument: order.instrument })
  if (!order.reduceOnly && desk.state.episodes.get(account.id) !== undefined)
    return refuse(desk, command, 'in-liquidation', {})
  const short = order.reduceOnly ? atoms(0n) : initialShortage(desk, putOrder(account, order))
  if (short > 0n) return refuse(desk, command, 'initial-margin', { missingAtoms: short.toString() })
  desk.emit({ kind: 'order-put', account: account.id, order })
}

/** Takes a user's order back; refused when it is not there. */
export const cancelOrder = (desk: Desk, command: Of<'cancel-order'>): void => {
  const account = accountOf(desk.state, command.account)
  if (!account.orders.some((open) => open.id === command.order))
    return refuse(desk, command, 'unknown-order', { order: command.order })
  desk.emit({ kind: 'order-dropped', account: account.id, order: command.order, by: 'user' })
}

const knowsAsset = (desk: Desk, asset: string): boolean =>
  venueOf(desk.state).declaration.assets.some((each) => each.id === asset)

const hasStaleMark = (desk: Desk, account: Account): boolean =>
  account.positions.some((position) => desk.state.marks.get(position.instrument)?.status !== 'fine')

const initialShortage = (desk: Desk, account: Account): Atoms => {
  const { equity, requirement } = measure(venueOf(desk.state).rules, account, desk.state.prices, 'initial')
  return atoms(requirement - equity)
}

const refuse = (
  desk: Desk,
  command: Of<'deposit' | 'withdraw' | 'place-order' | 'cancel-order'>,
  reason: string,
  facts: Readonly<Record<string, string>>,
): void => desk.emit({ kind: 'refused', command: command.kind, account: command.account, reason, facts })
