import { atoms, lots, NO_ATOMS, type Atoms } from '../units/index.ts'
import type { AccountId } from '../accounts/index.ts'
import { afterFill, afterSeizure, type Outcome, type PenaltyTerms, type Receiver } from '../liquidation/index.ts'
import { forfeitMovement, fundPayment } from '../settlement/index.ts'
import { takePenalty } from './charges.ts'
import { decide, type Deciding } from './decision.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { accountOf, venueOf, type State } from './state.ts'
import { inNumeraire } from './valuation.ts'

/**
 * Takes all cash of an account for a house account, for nothing in return, once the stage's penalty on all of its notional was paid; the house
 * account pays its debts. The episode remembers it: the account is never restored, and its positions are left to later stages.
 *
 * @returns whether the account should be looked at again at once; never where nobody can receive the cash.
 */
export const seizeCash = (desk: Desk, deciding: Deciding, outcome: Extract<Outcome, { kind: 'seize' }>): boolean => {
  const { state } = desk
  const { account } = deciding.view
  const to = receiverOf(state, outcome.to, deciding)
  if (to === null || to === account.id) return false
  decide(desk, deciding, { kind: 'seize', stage: outcome.stage, reasons: outcome.draft.reasons })
  const penalty = chargeFlag(desk, deciding, outcome.draft.penalty)
  const { seized, cleared } = emptied(desk, account.id, to)
  const episode = state.episodes.get(account.id)
  if (episode === undefined) return false
  const noted = addCosts(episode, { slippage: seized, penalties: penalty, covered: cleared })
  const memory = afterSeizure(afterFill(noted.memory, { closedNotional: NO_ATOMS, paid: penalty }))
  updateEpisode(desk, { ...noted, memory })
  return true
}

/** Charges the penalty on every position at its mark, as if it were closed; a liquidator's part goes to the first backstop. */
const chargeFlag = (desk: Desk, { view }: Deciding, terms: PenaltyTerms): Atoms => {
  const { rules, declaration } = venueOf(desk.state)
  const [receiver] = declaration.house.backstops ?? []
  let charged = 0n
  for (const { instrument: id, size } of view.account.positions) {
    const instrument = rules.instruments.get(id)
    const price = desk.state.prices.get(id)
    if (instrument === undefined || price === undefined) continue
    const closing = { instrument, size: lots(-size), price, before: view.account }
    charged += takePenalty(desk, view.account.id, terms, receiver === undefined ? closing : { ...closing, receiver })
  }
  return atoms(charged)
}

/** Every balance goes to zero: what is held to the receiver, what is owed from it. Numeraire atoms, rounded up. */
const emptied = (desk: Desk, id: AccountId, to: AccountId): { readonly seized: Atoms; readonly cleared: Atoms } => {
  const { state } = desk
  let [seized, cleared] = [0n, 0n]
  for (const { asset, atoms: held } of accountOf(state, id).balances) {
    const owed = atoms(held < 0n ? -held : 0n)
    if (held > 0n) desk.emit({ kind: 'moved', movement: forfeitMovement({ account: id, to, asset, atoms: held }) })
    if (owed > 0n) desk.emit({ kind: 'moved', movement: fundPayment({ account: id, from: to, asset, atoms: owed }) })
    const value = inNumeraire(venueOf(state).rules, state.prices, { asset, atoms: held > 0n ? held : owed }, 'up')
    if (held > 0n) seized += value
    else cleared += value
  }
  return { seized: atoms(seized), cleared: atoms(cleared) }
}

const receiverOf = (state: State, receiver: Receiver, { episode, view }: Deciding): string | null => {
  const { funds, declaration } = venueOf(state)
  switch (receiver) {
    case 'vault':
      return declaration.house.vault
    case 'backstop':
      return declaration.house.backstops?.[0] ?? null
    case 'fund': {
      const market = episode.instrument ?? view.account.positions[0]?.instrument
      return market === undefined ? null : (funds.get(market) ?? null)
    }
  }
}
