import {
  applyRatio,
  atoms,
  divide,
  magnitude,
  NO_ATOMS,
  ratio,
  RATIO_ONE,
  type Atoms,
  type Ratio,
} from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { netsOf } from './nets.ts'
import type { BorrowRule, LevelName, MarginRules, MarkPrices } from './types.ts'
import { fullWorth, worth } from './worth.ts'

/**
 * What owing a net amount of an asset requires at a level, numeraire atoms, rounded up; nothing while it is held or may be owed
 * freely.
 *
 *   R = ⌈rate · ⌈|net| · S⌉⌉        for net < 0
 *
 * @throws MissingMarkError
 * @source docs/models/margin.md, eq. 8
 */
export const debtRequirement = (
  rules: MarginRules,
  marks: MarkPrices,
  { asset, net }: { readonly asset: AssetId; readonly net: Atoms },
  level: LevelName,
): Atoms => {
  if (net >= 0n) return NO_ATOMS
  const rule = rules.borrow.get(asset)
  if (rule === undefined) return NO_ATOMS
  const owed = atoms(magnitude(worth(rules, marks, asset, net)))
  return applyRatio(owed, level === 'initial' ? rule.initialRate : rule.maintenanceRate, 'up')
}

/** Whether an account owes an asset that a borrow rule covers, by balance: then it is a loan, and a policy treats it as one. */
export const owesLoan = (rules: MarginRules, account: Account): boolean =>
  rules.borrow.size > 0 && account.balances.some(({ asset, atoms: held }) => held < 0n && rules.borrow.has(asset))

/** Debt against collateral at spot marks, both without haircut, numeraire atoms. */
export interface LoanToValue {
  /** Rounded up. */
  readonly debt: Atoms
  /** Rounded down. */
  readonly collateral: Atoms
  /** debt / collateral, rounded up; null when nothing is held. */
  readonly ratio: Ratio | null
}

/**
 * Loan to value of an account: the worth of all net debts over that of all net holdings. The two sums are exact; compare
 * them by cross-multiplying.
 *
 * @throws MissingMarkError
 * @source docs/models/loans.md, eq. 1
 */
export const loanToValue = (rules: MarginRules, account: Account, marks: MarkPrices): LoanToValue => {
  const { numeraire, coins } = netsOf(rules, account, marks, 'maintenance')
  let [debt, collateral] = [0n, 0n]
  for (const [asset, net] of [[rules.numeraire, numeraire] as const, ...(coins ?? [])]) {
    const value = fullWorth(rules, marks, { asset, atoms: atoms(net) }, 'down')
    if (net < 0n) debt -= value
    else collateral += value
  }
  return {
    debt: atoms(debt),
    collateral: atoms(collateral),
    ratio: collateral === 0n ? null : ratio(divide(debt * RATIO_ONE, collateral, 'up')),
  }
}

/**
 * The borrow rates under which a loan in `asset` against collateral with this haircut reaches a level at the stated loan to
 * value: rate = (1 - haircut) / ltv - 1, rounded up, so that the level is met no later than stated.
 *
 * @returns null where no rate above 0 does: ltv outside (0, 1 - haircut), or an initial one above maintenance.
 * @source docs/models/loans.md, eq. 3
 */
export const ratesOfLoanToValue = (terms: {
  readonly asset: AssetId
  readonly haircut: Ratio
  readonly initialLtv: Ratio
  readonly maintenanceLtv: Ratio
}): BorrowRule | null => {
  const kept = RATIO_ONE - terms.haircut
  const { asset, initialLtv, maintenanceLtv } = terms
  if (initialLtv <= 0n || initialLtv > maintenanceLtv || maintenanceLtv >= kept) return null
  const rate = (ltv: Ratio): Ratio => ratio(divide(kept * RATIO_ONE, ltv, 'up') - RATIO_ONE)
  return { asset, initialRate: rate(initialLtv), maintenanceRate: rate(maintenanceLtv) }
}
