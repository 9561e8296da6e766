import { applyRatio, atoms, divide, ratio, RATIO_ONE, type Atoms, type Ratio, type Ticks } from '../units/index.ts'
import type { AssetId, Spot } from '../instruments/index.ts'
import type { AccountChange, AccountId } from '../accounts/index.ts'
import { SettlementError } from './settlement-error.ts'
import type { Movement } from './types.ts'

export interface Seizure {
  /** Spot market that prices the asset, and what is taken off its value when it is held. */
  readonly rule: { readonly asset: AssetId; readonly spot: Spot; readonly haircut: Ratio }
  readonly price: Ticks
  /** The quote of the spot market, in which the account is credited. */
  readonly numeraire: AssetId
  readonly account: AccountId
  /** House account that takes the asset. */
  readonly receiver: AccountId
  /** Atoms of the asset: > 0 collateral that is taken, < 0 debt that is assumed (at its full value). Not 0. */
  readonly atoms: Atoms
}

/**
 * A house account takes an account's balance of another asset and pays for it in numeraire.
 *
 *   credit = ⌊⌊atoms · price · scale / lotAtoms⌋ · (1 - haircut)⌋        the haircut only on what is held
 *
 * @throws SettlementError for nothing, one account on both sides, or a spot market of other assets.
 */
export const seizureMovement = (seizure: Seizure): Movement => {
  const { rule, price, numeraire, account, receiver, atoms: taken } = seizure
  if (rule.spot.base !== rule.asset || rule.spot.quote !== numeraire)
    throw new SettlementError(
      'seizure',
      `${rule.spot.id} does not price ${rule.asset} in ${numeraire}`,
      'use its spot market',
    )
  if (taken === 0n || account === receiver)
    throw new SettlementError(
      'seizure',
      `${taken} atoms from ${account} to ${receiver}`,
      'name two accounts and an amount',
    )
  const credit = creditFor(seizure)
  const side = (id: AccountId, sign: bigint): AccountChange => ({
    account: id,
    cash: [
      { asset: rule.asset, atoms: atoms(-sign * taken) },
      ...(credit === 0n ? [] : [{ asset: numeraire, atoms: atoms(sign * credit) }]),
    ],
    positions: [],
  })
  return {
    cause: { kind: 'seizure', account, receiver, asset: rule.asset, atoms: taken, price },
    changes: [side(account, 1n), side(receiver, -1n)],
  }
}

const creditFor = ({ rule, price, atoms: taken }: Seizure): Atoms => {
  const { scale, lotAtoms } = rule.spot
  const value = atoms(divide(taken * price * scale.numerator, scale.denominator * lotAtoms, 'down'))
  return taken < 0n ? value : applyRatio(value, ratio(RATIO_ONE - rule.haircut), 'down')
}
