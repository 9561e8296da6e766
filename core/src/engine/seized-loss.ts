import { atoms } from '../units/index.ts'
import type { AccountId } from '../accounts/index.ts'
import type { Desk } from './desk.ts'
import { accountOf, type State } from './state.ts'
import { openPayments, type Wave } from './wave.ts'

/** Whether an account was given up: its cash was seized and its positions wait to be handed over. */
export const isSeized = ({ episodes }: State, id: AccountId): boolean => episodes.get(id)?.memory.seized === true

/**
 * Whoever seizes the cash of an account answers for its positions: only what the account cost beyond that cash is a shortfall, and it is known
 * when the last position is gone.
 *
 *   max(0, covered - slippage) of the episode, in which what was seized counts as slippage
 */
export const noteSeizedLoss = (desk: Desk, wave: Wave, id: AccountId, payer: 'fund' | 'vault'): void => {
  const episode = desk.state.episodes.get(id)
  if (episode === undefined || accountOf(desk.state, id).positions.length > 0) return
  const loss = episode.covered - episode.slippage
  if (loss <= 0n) return
  const known = openPayments(wave, id)
  wave.payments.set(id, { ...known, missing: atoms(known.missing + loss), [payer]: known[payer] + loss })
}
