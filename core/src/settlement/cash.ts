import { applyRatio, atoms, greatest, least, NO_ATOMS, type Atoms, type Ratio } from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import type { AccountChange, AccountId, OrderId } from '../accounts/index.ts'
import { SettlementError } from './settlement-error.ts'
import type { Cause, Movement } from './types.ts'

export interface CashTransfer {
  readonly cause: Cause
  readonly from: AccountId
  readonly to: AccountId
  readonly asset: AssetId
  /** > 0. */
  readonly atoms: Atoms
}

/** Cash from one account to another. @throws SettlementError unless the amount is above 0 and the accounts differ. */
export const cashMovement = ({ cause, from, to, asset, atoms: amount }: CashTransfer): Movement => {
  if (amount <= 0n)
    throw new SettlementError(cause.kind, `${amount} atoms of ${asset}`, 'move an amount above 0 or nothing')
  if (from === to) throw new SettlementError(cause.kind, `account ${from} on both sides`, 'name two accounts')
  return { cause, changes: [cashChange(from, asset, atoms(-amount)), cashChange(to, asset, amount)] }
}

/** A change of one account's cash alone. */
export const cashChange = (account: AccountId, asset: AssetId, amount: Atoms): AccountChange => ({
  account,
  cash: [{ asset, atoms: amount }],
  positions: [],
})

/**
 * What a rate charges on a notional: ⌈notional · rate⌉, or ⌊notional · rate⌋ where `round` says so, never below 0, and never above `cap` when one
 * is given - an account whose equity is the cap pays nothing once it is bankrupt.
 */
export const chargeOn = (charge: {
  readonly notional: Atoms
  readonly rate: Ratio
  readonly cap: Atoms | null
  readonly round?: 'down' | undefined
}): Atoms => {
  const due = greatest(NO_ATOMS, applyRatio(charge.notional, charge.rate, charge.round ?? 'up'))
  return charge.cap === null ? due : greatest(NO_ATOMS, least(due, charge.cap))
}

export interface Fee {
  readonly account: AccountId
  readonly treasury: AccountId
  readonly order: OrderId
  readonly asset: AssetId
  /** > 0; see `chargeOn`. */
  readonly atoms: Atoms
}

/** A trading fee from an account to the treasury. @throws SettlementError as `cashMovement` does. */
export const feeMovement = ({ account, treasury, order, asset, atoms: amount }: Fee): Movement =>
  cashMovement({
    cause: { kind: 'fee', account, order, asset, atoms: amount },
    from: account,
    to: treasury,
    asset,
    atoms: amount,
  })

export interface Penalty {
  readonly account: AccountId
  /** House account that receives it. */
  readonly fund: AccountId
  readonly asset: AssetId
  /** > 0; see `chargeOn`. */
  readonly atoms: Atoms
}

/** A liquidation fee from an account to a fund. @throws SettlementError as `cashMovement` does. */
export const penaltyMovement = ({ account, fund, asset, atoms: amount }: Penalty): Movement =>
  cashMovement({
    cause: { kind: 'penalty', account, to: fund, asset, atoms: amount },
    from: account,
    to: fund,
    asset,
    atoms: amount,
  })

export interface Burn {
  readonly account: AccountId
  /** The account that stands for the outside. */
  readonly external: AccountId
  readonly asset: AssetId
  /** > 0; see `splitFee`. */
  readonly atoms: Atoms
}

/** A part of a penalty that nobody receives: it leaves the venue. @throws SettlementError as `cashMovement` does. */
export const burnMovement = ({ account, external, asset, atoms: amount }: Burn): Movement =>
  cashMovement({
    cause: { kind: 'burn', account, to: external, asset, atoms: amount },
    from: account,
    to: external,
    asset,
    atoms: amount,
  })

export interface Forfeit {
  readonly account: AccountId
  readonly to: AccountId
  readonly asset: AssetId
  /** > 0. */
  readonly atoms: Atoms
}

/** Cash that an account gives up for nothing: the discount on a slice, or all that is seized. @throws SettlementError as `cashMovement` does. */
export const forfeitMovement = ({ account, to, asset, atoms: amount }: Forfeit): Movement =>
  cashMovement({
    cause: { kind: 'forfeit', account, to, asset, atoms: amount },
    from: account,
    to,
    asset,
    atoms: amount,
  })

export interface FundPayment {
  /** Who is helped. */
  readonly account: AccountId
  /** House account that pays. */
  readonly from: AccountId
  readonly asset: AssetId
  /** > 0. */
  readonly atoms: Atoms
}

/** A payment of a fund or vault towards an account's deficit. @throws SettlementError as `cashMovement` does. */
export const fundPayment = ({ account, from, asset, atoms: amount }: FundPayment): Movement =>
  cashMovement({
    cause: { kind: 'fund-payment', account, from, asset, atoms: amount },
    from,
    to: account,
    asset,
    atoms: amount,
  })
