import { atoms, greatest, NO_ATOMS } from '../units/index.ts'
import { balanceOf, type Account } from '../accounts/index.ts'
import type { LockView } from '../liquidation/index.ts'
import { accountOf, policyOf, venueOf, type State } from './state.ts'
import { measureNow } from './view.ts'

/** What keeps an account from withdrawing by the rule of its policy, with the rule's numbers; null = nothing. */
export const lockedBy = (state: State, account: Account): Readonly<Record<string, string>> | null => {
  const { withdrawals, declaration } = policyOf(venueOf(state), account.id)
  if (withdrawals === null) return null
  const verdict = withdrawals(lockView(state))
  return verdict.holds ? { rule: declaration.withdrawals?.rule ?? '', ...verdict.facts() } : null
}

const lockView = (state: State): LockView => {
  const { funds, rules } = venueOf(state)
  const holders = [...new Set(funds.values())].map((id) => accountOf(state, id))
  return {
    time: state.time,
    lastShortfall: state.lastShortfall,
    insolventRequirement: atoms(state.episodes.keys().reduce((sum, id) => sum + costOf(state, id), 0n)),
    fundCash: atoms(holders.reduce((sum, fund) => sum + greatest(NO_ATOMS, balanceOf(fund, rules.numeraire)), 0n)),
  }
}

/** What an account under treatment lacks to its maintenance requirement while its equity is below zero. */
const costOf = (state: State, id: string): bigint => {
  const { equity, requirement } = measureNow(state, accountOf(state, id))
  return equity < 0n ? requirement - equity : 0n
}
