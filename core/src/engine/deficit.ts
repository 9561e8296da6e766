import { atoms, least, greatest, type Atoms } from '../units/index.ts'
import { balanceOf, type Account, type AccountId } from '../accounts/index.ts'
import { fundPayment, seizureMovement, socialise, socialisedMovement } from '../settlement/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import type { Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { accountOf, venueOf } from './state.ts'
import { measureNow } from './view.ts'

/**
 * Clears an account that holds no position and owes more than it has: other assets are seized first, then the fund of its
 * largest market pays, then the vault, then all others, as the policy's waterfall says. What nobody can pay is reported.
 */
export const resolveDeficit = (desk: Desk, id: AccountId, policy: CompiledPolicy): void => {
  const { state } = desk
  const { numeraire } = venueOf(state).rules
  const missing = atoms(-measureNow(state, accountOf(state, id)).equity)
  const fund = fundFor(desk, id)
  if (fund !== null) seizeAll(desk, id, fund)
  const paid = { fund: 0n, vault: 0n, socialised: 0n }
  const left = (): Atoms => greatest(atoms(0n), atoms(-balanceOf(accountOf(state, id), numeraire)))
  for (const step of policy.declaration.waterfall) {
    if (left() === 0n) break
    if (step.step === 'fund' && fund !== null) paid.fund += pay(desk, fund, id, left())
    const { vault } = venueOf(state).declaration.house
    if (step.step === 'vault' && vault !== null && vault !== id) paid.vault += pay(desk, vault, id, left())
    if (step.step === 'socialise') paid.socialised += spread(desk, id, left())
  }
  const unmet = left()
  const dust = missing - paid.fund - paid.vault - paid.socialised - unmet
  desk.emit({
    kind: 'shortfall',
    account: id,
    atoms: missing,
    fund: atoms(paid.fund),
    vault: atoms(paid.vault),
    adl: atoms(0n),
    socialised: atoms(paid.socialised),
    unmet,
    dust: atoms(dust),
  })
  const episode = state.episodes.get(id)
  const covered = atoms(paid.fund + paid.vault + paid.socialised)
  if (episode !== undefined) desk.emit({ kind: 'episode-updated', episode: addCosts(episode, { covered }) })
}

const fundFor = (desk: Desk, id: AccountId): AccountId | null => {
  const { funds } = venueOf(desk.state)
  const instrument = desk.state.episodes.get(id)?.instrument
  const fund = instrument === undefined || instrument === null ? undefined : funds.get(instrument)
  return fund === undefined || fund === id ? null : fund
}

const seizeAll = (desk: Desk, id: AccountId, receiver: AccountId): void => {
  const { state } = desk
  const { rules } = venueOf(state)
  for (const balance of accountOf(state, id).balances) {
    const rule = rules.collateral.get(balance.asset)
    const price = rule === undefined ? undefined : state.prices.get(rule.spot.id)
    if (balance.asset === rules.numeraire || rule === undefined || price === undefined) continue
    const movement = seizureMovement({
      rule,
      price,
      numeraire: rules.numeraire,
      account: id,
      receiver,
      atoms: balance.atoms,
    })
    desk.emit({ kind: 'moved', movement })
  }
}

/** Pays from a house account what its cash and its equity both allow. @returns numeraire atoms paid. */
const pay = (desk: Desk, from: AccountId, to: AccountId, wanted: Atoms): Atoms => {
  const payer = accountOf(desk.state, from)
  const amount = least(wanted, freeOf(desk, payer))
  if (amount <= 0n) return atoms(0n)
  const asset = venueOf(desk.state).rules.numeraire
  desk.emit({ kind: 'moved', movement: fundPayment({ account: to, from, asset, atoms: amount }) })
  return amount
}

const freeOf = (desk: Desk, account: Account): Atoms => {
  const { numeraire } = venueOf(desk.state).rules
  return least(balanceOf(account, numeraire), measureNow(desk.state, account).equity)
}

const spread = (desk: Desk, id: AccountId, deficit: Atoms): Atoms => {
  const { state } = desk
  const { numeraire } = venueOf(state).rules
  const bearers = state.accounts.keys().flatMap((key) => {
    const account = accountOf(state, key)
    if (account.kind !== 'trader' || key === id) return []
    const capacity = measureNow(state, account).equity
    return capacity > 0n ? [{ account: key, capacity }] : []
  })
  const shares = socialise(deficit, bearers)
  const sum = shares.reduce((total, share) => total + share.atoms, 0n)
  if (sum > 0n) desk.emit({ kind: 'moved', movement: socialisedMovement({ account: id, asset: numeraire, shares }) })
  return atoms(sum)
}
