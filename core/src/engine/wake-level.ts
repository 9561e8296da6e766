import { atoms, mulDiv, NO_ATOMS, ratio, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import type { MarginRules } from '../margin/index.ts'
import { isPlain, numeraireAtoms, type Wake } from '../liquidation/index.ts'
import type { WakeLevel } from '../watch/index.ts'

/** How watch, which knows multiples of the maintenance requirement alone, is asked: at which level, and of how much less cash. */
export interface Asking {
  readonly level: WakeLevel
  /** Numeraire atoms by which an account counts as poorer. */
  readonly less: Atoms
}

/**
 * How to ask watch so that no account is named late whose policy acts below
 *
 *   E < multiple · M + amount + notional · N                                              (8)
 *
 * N ≤ M / r, r the lowest maintenance rate of the venue, so that (8) implies
 *
 *   E - amount < (multiple + notional / r) · M
 *
 * which is a level for an account with that much less cash. Where contracts are margined together no such r is known, and the
 * account is named at every look.
 *
 * @throws NumeraireUnitError where there is an amount and no contract is quoted in the numeraire.
 * @source docs/models/watch-index.md, section 7, eq. 8
 */
export const askingFor = (rules: MarginRules, wake: Exclude<Wake, { kind: 'episode' }>): Asking => {
  if (wake.kind === 'always') return { level: 'always', less: NO_ATOMS }
  if (isPlain(wake)) return { level: wake.multiple, less: NO_ATOMS }
  const { multiple, amount = NOTHING, notional = NOTHING } = wake
  const shared = multiplesOf(rules, notional)
  if (shared === null) return { level: 'always', less: NO_ATOMS }
  const least = amount === 0n ? NO_ATOMS : numeraireAtoms(rules, amount)
  return { level: ratio(multiple + shared), less: atoms(least + ROUNDINGS) }
}

/** Atoms that rounding may add on the right of (8) beyond those of the legs. */
const ROUNDINGS = 4n

/** And with each leg: its notional is rounded up before shares of it are. */
const LEG_ROUNDINGS = 4n

const NOTHING = ratio(0n)

/** A share of notional as a multiple of the requirement, rounded up; null where no multiple is enough. */
const multiplesOf = (rules: MarginRules, share: Ratio): Ratio | null => {
  if (share === 0n) return NOTHING
  if (rules.portfolio !== undefined) return null
  let lowest: Ratio | null = null
  for (const [first] of rules.tiers.values())
    if (first !== undefined && (lowest === null || first.maintenanceRate < lowest)) lowest = first.maintenanceRate
  return lowest === null ? null : ratio(mulDiv(share, RATIO_ONE, lowest, 'up'))
}

/** The account as watch must see it: poorer by what is asked, unless it has nothing but cash. */
export const poorer = (account: Account, { less }: Asking, { numeraire }: MarginRules): Account => {
  const { id, positions, orders, balances } = account
  if (less === 0n || (positions.length + orders.length === 0 && balances.every((each) => each.atoms >= 0n)))
    return account
  const debit = atoms(-less - LEG_ROUNDINGS * BigInt(positions.length))
  return changeAccount(account, { account: id, cash: [{ asset: numeraire, atoms: debit }], positions: [] })
}
