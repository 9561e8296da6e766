import { atoms, greatest, least, mulDiv, NO_ATOMS, RATIO_ONE, type Atoms, type Ticks } from '../units/index.ts'
import { balanceOf, type Account, type AccountId } from '../accounts/index.ts'
import type { CollateralRule } from '../margin/index.ts'
import {
  drawn,
  fundPayment,
  seizureMovement,
  socialise,
  socialisedMovement,
  type Bearer,
  type LossShare,
} from '../settlement/index.ts'
import type { CompiledPolicy, WaterfallStep } from '../policy/index.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { shareByInterest } from './interest-loss.ts'
import { accountOf, policyOf, venueOf } from './state.ts'
import { equityNow } from './view.ts'
import { paymentsOf, type Wave } from './wave.ts'

/**
 * Clears the debt of an account that holds no position. Its debts in other assets are taken over and its other assets seized first, as
 * much as the debt needs, by the fund of its largest market; what is then missing is paid by that fund and the vault, as the policy's waterfall says. What
 * all others must share waits for the end of the round.
 */
export const resolveDebt = (desk: Desk, wave: Wave, id: AccountId, policy: CompiledPolicy): void => {
  const { state } = desk
  const fund = fundFor(desk, id)
  if (fund !== null) seize(desk, id, fund)
  if (owedBy(desk, id) === 0n) return
  const paid = paymentsOf(desk, wave, id)
  const before = paid.fund + paid.vault
  const { vault } = venueOf(state).declaration.house
  for (const step of policy.declaration.waterfall) {
    const left = owedBy(desk, id)
    if (left === 0n) break
    if (step.step === 'fund' && fund !== null) paid.fund += pay(desk, fund, id, left, keptBy(step))
    if (step.step === 'vault' && vault !== null && vault !== id) paid.vault += pay(desk, vault, id, left)
    if (step.step === 'socialise') wave.losses.push(id)
  }
  noteCover(desk, id, paid.fund + paid.vault - before)
}

/**
 * Shares all debts that a round left over: those of policies that say so among the holders of the market in which they were lost, all
 * others among all customers with equity.
 */
export const socialiseAll = (desk: Desk, wave: Wave): void => {
  for (const account of wave.losses) {
    const { instrument = null } = desk.state.episodes.get(account) ?? {}
    if (instrument === null || !sharesInterest(policyOf(venueOf(desk.state), account))) continue
    noteShared(desk, wave, account, shareByInterest(desk, { account, instrument, atoms: owedBy(desk, account) }))
  }
  socialiseByEquity(desk, wave)
}

const sharesInterest = ({ declaration }: CompiledPolicy): boolean =>
  declaration.waterfall.some((step) => step.step === 'socialise' && step.by === 'open-interest')

const noteShared = (desk: Desk, wave: Wave, id: AccountId, sum: bigint): void => {
  if (sum === 0n) return
  paymentsOf(desk, wave, id).socialised += sum
  noteCover(desk, id, sum)
}

/** Shares debts in proportion to equity: one allotment over the sum, exact to the atom, then paid out account by account. */
const socialiseByEquity = (desk: Desk, wave: Wave): void => {
  const { state } = desk
  const { numeraire } = venueOf(state).rules
  const debts = wave.losses
    .filter((account) => !sharesInterest(policyOf(venueOf(state), account)))
    .map((account) => ({ account, atoms: owedBy(desk, account) }))
  const total = atoms(debts.reduce((sum, debt) => sum + debt.atoms, 0n))
  if (total === 0n) return
  const owing = new Set(wave.losses)
  const bearers: Bearer[] = []
  state.accounts.each((id, account) => {
    if (account.kind !== 'trader' || owing.has(id)) return
    const capacity = equityNow(state, account)
    if (capacity > 0n) bearers.push({ account: id, capacity })
  })
  const drawing: Drawing = { shares: socialise(total, bearers), at: 0, used: 0n }
  for (const debt of debts) {
    const parts = draw(drawing, debt.atoms)
    const sum = parts.reduce((paid, part) => paid + part.atoms, 0n)
    if (sum === 0n) continue
    desk.emit({
      kind: 'moved',
      movement: socialisedMovement({ account: debt.account, asset: numeraire, shares: parts }),
    })
    noteShared(desk, wave, debt.account, sum)
  }
}

/** Shares on their way to the debts: `at` is the first that is not used up, `used` what of it is gone. */
interface Drawing {
  readonly shares: readonly LossShare[]
  at: number
  used: bigint
}

/** Takes the next `wanted` atoms off the shares. */
const draw = (drawing: Drawing, wanted: Atoms): readonly LossShare[] => {
  const parts: LossShare[] = []
  let left: bigint = wanted
  while (left > 0n) {
    const share = drawing.shares[drawing.at]
    if (share === undefined) break
    const part = least<bigint>(left, share.atoms - drawing.used)
    parts.push({ account: share.account, atoms: atoms(part) })
    left -= part
    drawing.used += part
    if (drawing.used === share.atoms) [drawing.at, drawing.used] = [drawing.at + 1, 0n]
  }
  return parts
}

/** Tells the episode of an account what others put in for its debt. */
const noteCover = (desk: Desk, id: AccountId, covered: bigint): void => {
  const episode = desk.state.episodes.get(id)
  if (episode !== undefined && covered > 0n) updateEpisode(desk, addCosts(episode, { covered: atoms(covered) }))
}

/** What others must pay so that an account stands at zero: never more than its debt in cash, nor than its equity lacks. */
const owedBy = (desk: Desk, id: AccountId): Atoms => {
  const equity = equityNow(desk.state, accountOf(desk.state, id))
  return greatest(NO_ATOMS, least(debtOf(desk, id), atoms(-equity)))
}

const debtOf = (desk: Desk, id: AccountId): Atoms => {
  const { numeraire } = venueOf(desk.state).rules
  return greatest(NO_ATOMS, atoms(-balanceOf(accountOf(desk.state, id), numeraire)))
}

/**
 * The fund of the account's largest market in its episode, else the venue's first, else its vault; null when the account is that
 * one itself.
 */
const fundFor = (desk: Desk, id: AccountId): AccountId | null => {
  const { funds, declaration } = venueOf(desk.state)
  const instrument = desk.state.episodes.get(id)?.instrument ?? declaration.house.funds[0]?.instrument
  const fund = instrument === undefined ? declaration.house.vault : (funds.get(instrument) ?? declaration.house.vault)
  return fund === id ? null : fund
}

const seize = (desk: Desk, id: AccountId, receiver: AccountId): void => {
  const { state } = desk
  const { rules } = venueOf(state)
  const { numeraire } = rules
  const { balances } = accountOf(state, id)
  const debtsFirst = balances.toSorted((a, b) => Number(a.atoms > 0n) - Number(b.atoms > 0n))
  for (const balance of debtsFirst) {
    const rule = rules.collateral.get(balance.asset)
    const price = rule === undefined ? undefined : state.prices.get(rule.spot.id)
    if (balance.asset === numeraire || rule === undefined || price === undefined) continue
    const taken = balance.atoms < 0n ? balance.atoms : least(balance.atoms, atomsFor(rule, price, debtOf(desk, id)))
    if (taken === 0n) continue
    const movement = seizureMovement({ rule, price, numeraire, account: id, receiver, atoms: taken })
    desk.emit({ kind: 'moved', movement })
  }
}

/** Atoms of a collateral asset that cover a debt in the numeraire at its price less haircut, rounded up. */
const atomsFor = ({ spot, haircut }: CollateralRule, price: Ticks, debt: Atoms): Atoms => {
  const kept = RATIO_ONE - haircut
  if (kept <= 0n) return NO_ATOMS
  const worth = spot.scale.numerator * price * kept
  return atoms(mulDiv(debt, spot.scale.denominator * spot.lotAtoms * RATIO_ONE, worth, 'up'))
}

/**
 * Pays from a house account what its equity allows; where the numeraire may not be borrowed, its cash must allow it too. @returns
 * numeraire atoms paid.
 */
const pay = (desk: Desk, from: AccountId, to: AccountId, wanted: Atoms, keeps: Atoms = NO_ATOMS): Atoms => {
  const amount = drawn(wanted, { has: freeOf(desk, accountOf(desk.state, from)), keeps })
  if (amount <= 0n) return NO_ATOMS
  const asset = venueOf(desk.state).rules.numeraire
  desk.emit({ kind: 'moved', movement: fundPayment({ account: to, from, asset, atoms: amount }) })
  return amount
}

/** What a fund keeps whatever is asked, numeraire atoms. */
const keptBy = (step: Extract<WaterfallStep, { readonly step: 'fund' }>): Atoms =>
  step.keepsAtoms === undefined ? NO_ATOMS : atoms(BigInt(step.keepsAtoms))

const freeOf = (desk: Desk, account: Account): Atoms => {
  const { numeraire, borrow } = venueOf(desk.state).rules
  const equity = equityNow(desk.state, account)
  return borrow.has(numeraire) ? equity : least(balanceOf(account, numeraire), equity)
}
