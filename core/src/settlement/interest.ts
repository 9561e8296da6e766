import { applyRatio, atoms, divide, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import { balanceOf, type Account, type AccountId } from '../accounts/index.ts'
import { cashChange } from './cash.ts'
import { SettlementError } from './settlement-error.ts'
import type { Movement } from './types.ts'

export interface InterestRequest {
  readonly asset: AssetId
  /** Share of every debt that is due, ≥ 0. */
  readonly rate: Ratio
  /** Who owes the asset; accounts without a debt in it are ignored. */
  readonly debtors: Iterable<Account>
  /** Lends the asset: it receives all that is paid. */
  readonly lender: AccountId
}

/**
 * Interest on debts, added to the debt and paid to the lender.
 *
 *   payment = ⌈debt · rate⌉        debt = -balance where that is above 0
 *
 * The movement sums to zero to the atom; the lender gains what rounding adds, less than one atom a debtor. A debt of the
 * lender itself is left alone.
 *
 * @throws SettlementError for a rate below 0.
 * @source docs/models/guards.md, eq. 4
 */
export const interestMovement = ({ asset, rate, debtors, lender }: InterestRequest): Movement => {
  if (rate < 0n) throw new SettlementError('interest', `rate ${rate} of ${asset}`, 'charge a rate from 0')
  let paid = 0n
  const changes = []
  for (const account of debtors) {
    const debt = atoms(-balanceOf(account, asset))
    const due = debt > 0n && account.id !== lender ? applyRatio(debt, rate, 'up') : atoms(0n)
    if (due === 0n) continue
    paid += due
    changes.push(cashChange(account.id, asset, atoms(-due)))
  }
  if (paid > 0n) changes.push(cashChange(lender, asset, atoms(paid)))
  return { cause: { kind: 'interest', asset, rate }, changes }
}

/**
 * The cumulative index after one more period: what one atom of the first debt has become.
 *
 *   index' = ⌈index · (1 + rate)⌉        in 1e-18
 *
 * A debt b made at index I is b · J / I at index J, up to one atom for each period in between and the rounding of the index.
 *
 * @source docs/models/guards.md, eq. 5
 */
export const nextIndex = (index: Ratio, rate: Ratio): Ratio =>
  ratio(divide(index * (RATIO_ONE + rate), RATIO_ONE, 'up'))
