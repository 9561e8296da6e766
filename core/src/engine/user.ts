import { atoms, greatest, NO_ATOMS, type Atoms } from '../units/index.ts'
import { changeAccount, putOrder, type Account } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import { fullCloseEstimate, startMemory, type FullClose } from '../liquidation/index.ts'
import { cashMovement } from '../settlement/index.ts'
import type { Command } from './types.ts'
import type { Desk } from './desk.ts'
import { blockedFor, blockedIn } from './guards.ts'
import { lockedBy } from './lock.ts'
import { overCap } from './open-interest-cap.ts'
import { noteDeposit } from './remember.ts'
import { isSeized } from './seized-loss.ts'
import { unfunded } from './spot-orders.ts'
import { accountOf, venueOf } from './state.ts'
import { viewOf } from './view.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/** Cash from outside into an account; refused unless it is above zero in an asset of the venue, and once its cash was seized: it could not save it. */
export const deposit = (desk: Desk, command: Of<'deposit'>): void => {
  const account = accountOf(desk.state, command.account)
  if (command.atoms <= 0n) return refuse(desk, command, 'amount-not-positive', {})
  if (!knowsAsset(desk, command.asset)) return refuse(desk, command, 'unknown-asset', { asset: command.asset })
  if (isSeized(desk.state, account.id)) return refuse(desk, command, 'seized', {})
  const { external } = venueOf(desk.state).declaration.house
  const cause = { kind: 'deposit', account: account.id } as const
  const movement = cashMovement({ cause, from: external, to: account.id, asset: command.asset, atoms: command.atoms })
  desk.emit({ kind: 'moved', movement })
  noteDeposit(desk, account.id, { asset: command.asset, atoms: command.atoms })
}

/**
 * Cash out of an account; refused in an episode, while the account's policy locks withdrawals, while a mark on which the account's worth hangs is in doubt, and when equity
 * at the initial level would not cover the requirement afterwards **and** what it would cost to close everything at once, so
 * that nobody leaves a position behind that only the fund can close.
 *
 * @source docs/models/guards.md, eq. 3
 */
export const withdraw = (desk: Desk, command: Of<'withdraw'>): void => {
  const { state } = desk
  const account = accountOf(state, command.account)
  if (command.atoms <= 0n) return refuse(desk, command, 'amount-not-positive', {})
  if (!knowsAsset(desk, command.asset)) return refuse(desk, command, 'unknown-asset', { asset: command.asset })
  if (state.episodes.get(account.id) !== undefined) return refuse(desk, command, 'in-liquidation', {})
  const lock = lockedBy(state, account)
  if (lock !== null) return refuse(desk, command, 'withdrawals-locked', lock)
  const { external } = venueOf(state).declaration.house
  const after = changeAccount(account, {
    account: account.id,
    cash: [{ asset: command.asset, atoms: atoms(-command.atoms) }],
    positions: [],
  })
  const blocking = blockedFor(state, account, 'withdraw') ?? blockedFor(state, after, 'withdraw')
  if (blocking !== null) return refuse(desk, command, 'mark-status', blocking)
  const short = initialShortage(desk, after)
  if (short > 0n) return refuse(desk, command, 'initial-margin', { missingAtoms: short.toString() })
  const exit = fullCloseEstimate(viewOf(state, after, startMemory(state.time)))
  const missing = short + greatest(NO_ATOMS, exit.cost)
  if (missing > 0n) return refuse(desk, command, 'exit-cost', exitFacts(missing, exit))
  const cause = { kind: 'withdrawal', account: account.id } as const
  const movement = cashMovement({ cause, from: account.id, to: external, asset: command.asset, atoms: command.atoms })
  desk.emit({ kind: 'moved', movement })
}

const exitFacts = (missing: bigint, { cost, fillable }: FullClose): Readonly<Record<string, string>> => ({
  missingAtoms: missing.toString(),
  closeCostAtoms: cost.toString(),
  bookTakesAll: String(fillable),
})

/**
 * A user's order, accepted when its worst case still meets the initial level and the cap of open interest, and no mark on
 * which the account's worth hangs is in doubt. A reduce-only order is free of all three.
 */
export const placeOrder = (desk: Desk, command: Of<'place-order'>): void => {
  const account = accountOf(desk.state, command.account)
  const { order } = command
  if (!venueOf(desk.state).rules.instruments.has(order.instrument))
    return refuse(desk, command, 'unknown-instrument', { instrument: order.instrument })
  const ended = desk.state.delisted.get(order.instrument)
  if (ended !== undefined)
    return refuse(desk, command, 'delisted', { instrument: order.instrument, settlementTicks: ended.toString() })
  if (order.remaining <= 0n || order.price <= 0n) return refuse(desk, command, 'bad-size-or-price', {})
  if (account.orders.some((open) => open.id === order.id))
    return refuse(desk, command, 'duplicate-id', { order: order.id })
  if (isSeized(desk.state, account.id)) return refuse(desk, command, 'seized', {})
  const lacking = unfunded(desk.state, account, order)
  if (lacking !== null) return refuse(desk, command, 'not-funded', { ...lacking })
  if (order.reduceOnly) return acceptReducing(desk, command)
  const blocking = blockedIn(desk.state, order.instrument, 'open') ?? blockedFor(desk.state, account, 'open')
  if (blocking !== null) return refuse(desk, command, 'mark-status', blocking)
  if (desk.state.episodes.get(account.id) !== undefined) return refuse(desk, command, 'in-liquidation', {})
  const over = overCap(desk.state, account, order)
  if (over !== null) return refuse(desk, command, 'open-interest-cap', over)
  const short = initialShortage(desk, putOrder(account, order))
  if (short > 0n) return refuse(desk, command, 'initial-margin', { missingAtoms: short.toString() })
  desk.emit({ kind: 'order-put', account: account.id, order })
}

const acceptReducing = (desk: Desk, command: Of<'place-order'>): void => {
  const { account, order } = command
  const blocking = blockedIn(desk.state, order.instrument, 'reduce')
  if (blocking !== null) return refuse(desk, command, 'mark-status', blocking)
  desk.emit({ kind: 'order-put', account, order })
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
