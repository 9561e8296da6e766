import { atoms, greatest, RATIO_ONE, type Atoms } from '../units/index.ts'
import type { Account, AccountId } from '../accounts/index.ts'
import { breaches, loanToValue, owesLoan } from '../margin/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { resolveDebt } from './deficit.ts'
import { accountOf, policyOf, venueOf, type State } from './state.ts'
import { measureNow } from './view.ts'
import { paymentsOf, type Wave } from './wave.ts'

/**
 * Whether an account without positions is a loan that its policy still deals with, so that nobody settles it over the policy's
 * head: while orders of its own are at the venue; while collateral is left that the policy can sell; under a policy that sells
 * nothing, while the loan meets maintenance. A loan of the house is left alone until it is bankrupt.
 */
export const leftToPolicy = (state: State, account: Account): boolean => {
  const venue = venueOf(state)
  if (!owesLoan(venue.rules, account)) return false
  if (hasLiveOrders(state, account.id)) return true
  const measured = measureNow(state, account)
  if (venue.houseIds.has(account.id)) return measured.equity >= 0n
  if (!sells(policyOf(venue, account.id))) return !breaches(measured, RATIO_ONE)
  return !breaches(measured, RATIO_ONE) || holdsCollateral(state, account)
}

/** Whether a policy has a stage that can sell collateral. */
const sells = (policy: CompiledPolicy): boolean => policy.stages.some((stage) => stage.sells)

/** Whether a whole lot of collateral is left in a market where it could be sold. */
const holdsCollateral = (state: State, account: Account): boolean => {
  const { rules } = venueOf(state)
  return account.balances.some(({ asset, atoms: held }) => {
    const spot = rules.collateral.get(asset)?.spot
    return spot !== undefined && held >= spot.lotAtoms && rules.instruments.has(spot.id)
  })
}

const hasLiveOrders = (state: State, id: AccountId): boolean =>
  state.live.keys().some((order) => state.live.get(order)?.account === id)

/**
 * Takes a loan without positions over: the account's debts and, as far as they need it, its collateral pass to a fund or vault at
 * mark less haircut; what is then missing walks down the waterfall.
 *
 * @returns whether the account should be looked at again at once.
 */
export const takeLoan = (desk: Desk, wave: Wave, id: AccountId, policy: CompiledPolicy): boolean => {
  if (hasLiveOrders(desk.state, id)) return false
  paymentsOf(desk, wave, id)
  const before = debtOf(desk, id)
  if (before === 0n) return false
  resolveDebt(desk, wave, id, policy)
  const taken = greatest(0n, before - debtOf(desk, id))
  const episode = desk.state.episodes.get(id)
  if (episode !== undefined && taken > 0n) updateEpisode(desk, addCosts(episode, { takenOver: atoms(taken) }))
  return taken > 0n && !wave.losses.includes(id)
}

/** All that an account owes at mark, numeraire atoms. */
const debtOf = (desk: Desk, id: AccountId): Atoms => {
  const { rules } = venueOf(desk.state)
  return loanToValue(rules, accountOf(desk.state, id), desk.state.prices).debt
}
