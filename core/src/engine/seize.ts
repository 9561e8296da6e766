import { atoms } from '../units/index.ts'
import { afterSeizure, type Outcome, type Receiver } from '../liquidation/index.ts'
import { forfeitMovement } from '../settlement/index.ts'
import { decide, type Deciding } from './decision.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { accountOf, venueOf, type State } from './state.ts'
import { inNumeraire } from './valuation.ts'

/**
 * Takes all cash of an account for a house account, for nothing in return; debts stay. The episode remembers it: the account is
 * never restored, and its positions are left to later stages.
 *
 * @returns whether the account should be looked at again at once; never where nobody can receive the cash.
 */
export const seizeCash = (desk: Desk, deciding: Deciding, outcome: Extract<Outcome, { kind: 'seize' }>): boolean => {
  const { state } = desk
  const { account } = deciding.view
  const to = receiverOf(state, outcome.to, deciding)
  if (to === null || to === account.id) return false
  decide(desk, deciding, { kind: 'seize', stage: outcome.stage, reasons: outcome.draft.reasons })
  let seized = 0n
  for (const { asset, atoms: held } of accountOf(state, account.id).balances) {
    if (held <= 0n) continue
    desk.emit({ kind: 'moved', movement: forfeitMovement({ account: account.id, to, asset, atoms: held }) })
    seized += inNumeraire(venueOf(state).rules, state.prices, { asset, atoms: held }, 'up')
  }
  const episode = state.episodes.get(account.id)
  if (episode === undefined) return false
  updateEpisode(desk, { ...addCosts(episode, { slippage: atoms(seized) }), memory: afterSeizure(episode.memory) })
  return true
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
