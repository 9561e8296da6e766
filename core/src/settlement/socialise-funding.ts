import { atoms, divide, magnitude, RATIO_ONE, type Atoms, type Lots, type Ratio } from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import { cashChange } from './cash.ts'
import { SettlementError } from './settlement-error.ts'
import type { LossShare } from './socialise.ts'
import type { Movement } from './types.ts'

/** Decimals between a loss per base unit in 1e-6 quote and a funding rate in 1e-9 per 1e-6: 1e9 a unit of 1e-6. */
const FUNDING_ATOMS = 1_000n

/**
 * What each base unit of open interest pays of a loss, both sides counted.
 *
 *   perUnit = ⌈loss · one / openInterest⌉
 *
 * loss [atoms] · openInterest [1/one base units, > 0] · perUnit [atoms per base unit]
 *
 * @returns null when nobody holds anything: such a loss cannot be shared.
 * @source docs/policies/drift-v2.md, eq. 9
 */
export const lossPerBaseUnit = (loss: Atoms, openInterest: bigint, one: bigint): Atoms | null =>
  openInterest <= 0n ? null : atoms(divide(magnitude(loss) * one, openInterest, 'up'))

/** Σ of the magnitudes of sizes: both sides of a market count. */
export const openInterest = (sizes: readonly bigint[]): bigint => sizes.reduce((sum, size) => sum + magnitude(size), 0n)

/** What a holder of `size` [1/one base units] pays at a loss per base unit, rounded up. */
export const holderCost = (perUnit: Atoms, size: bigint, one: bigint): Atoms =>
  atoms(divide(perUnit * magnitude(size), one, 'up'))

/** A loss per base unit [1e-6 quote] as what the cumulative funding rate of longs gains and that of shorts loses [1e-9]. */
export const fundingRateDelta = (perUnit: Atoms): bigint => perUnit * FUNDING_ATOMS

/** Who holds how many lots, signed, of the market whose holders share a loss. */
export interface Holder {
  readonly account: AccountId
  readonly size: Lots
}

/**
 * Shares of a loss by open interest: every holder, long or short, pays `perUnit` × its size, rounded up. The sum reaches the loss and may exceed it
 * by less than one atom a base unit and one a holder.
 */
export const sharesByOpenInterest = (loss: Atoms, lotSize: Ratio, holders: readonly Holder[]): readonly LossShare[] => {
  const interest = openInterest(holders.map(({ size }) => size * lotSize))
  const perUnit = lossPerBaseUnit(loss, interest, RATIO_ONE)
  if (perUnit === null) return []
  return holders
    .map(({ account, size }) => ({ account, atoms: holderCost(perUnit, size * lotSize, RATIO_ONE) }))
    .filter((share) => share.atoms > 0n)
}

export interface FundedLoss {
  /** Whose deficit is paid. */
  readonly account: AccountId
  readonly asset: AssetId
  /** > 0. */
  readonly loss: Atoms
  /** Reaching the loss together; none of the account itself. */
  readonly shares: readonly LossShare[]
  /** Receives what rounding collects beyond the loss. */
  readonly roundingAccount: AccountId
}

/** Holders pay their shares, the account in deficit gets the loss, the rounding account the rest. @throws SettlementError when shares do not reach it. */
export const fundedLossMovement = ({ account, asset, loss, shares, roundingAccount }: FundedLoss): Movement => {
  const rest = shares.reduce((sum, share) => sum + share.atoms, 0n) - loss
  if (loss <= 0n || rest < 0n || shares.some((share) => share.account === account))
    throw new SettlementError('socialised', `a loss of ${loss} and ${rest} beyond it`, 'let others pay all of a loss')
  return {
    cause: { kind: 'socialised', account, asset, atoms: loss },
    changes: [
      ...shares.map((share) => cashChange(share.account, asset, atoms(-share.atoms))),
      cashChange(account, asset, loss),
      ...(rest === 0n ? [] : [cashChange(roundingAccount, asset, atoms(rest))]),
    ],
  }
}
