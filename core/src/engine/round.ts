import type { AccountId } from '../accounts/index.ts'
import { advance, afterCancel, due, enters, startMemory } from '../liquidation/index.ts'
import type { Episode } from './types.ts'
import { decide, type Deciding } from './decision.ts'
import { resolveDebt, socialiseAll } from './deficit.ts'
import { deleverageAll } from './deleverage.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { receiptOf, startEpisode } from './episode.ts'
import { blockedFor, treatable } from './guards.ts'
import { leftToPolicy, takeLoan } from './lending.ts'
import { sendSlices } from './slices.ts'
import { noteFreed, noteLook, shortageOf } from './remember.ts'
import { seizeCash } from './seize.ts'
import { accountOf, policyOf, venueOf } from './state.ts'
import { takeOver } from './takeover.ts'
import { viewOf } from './view.ts'
import { createWave, reportShortfalls, type Wave } from './wave.ts'
import type { Wanting } from './wish.ts'

/** Most steps that one account may take inside one round without an order: cancel, take over, settle, look again. */
const STEPS_MAX = 6

/**
 * Treats every named account once. Funds and vault take over what they can at once; then all that is left to winners and
 * to everybody is allotted over the whole round; then the slices of each policy are granted jointly and the orders sent.
 */
export const runRound = (desk: Desk, accounts: readonly AccountId[]): void => {
  const wave = createWave()
  const wantings = accounts.flatMap((id) => treat(desk, wave, id) ?? [])
  deleverageAll(desk, wave)
  for (const id of new Set(wave.demands.map((demand) => demand.account))) settleFlat(desk, wave, id)
  closeWave(desk, wave)
  handSlices(desk, wantings)
}

/** Slices of all accounts: orders are sent; what is handed over is settled at once, with a wave of its own. */
const handSlices = (desk: Desk, wantings: readonly Wanting[]): void => {
  const wave = createWave()
  sendSlices(desk, wave, wantings)
  for (const { account, policy, stage } of wantings)
    if (policy.stages[stage]?.action.kind === 'transfer' && !settleFlat(desk, wave, account)) endIfMet(desk, account)
  closeWave(desk, wave)
}

/** Shares what is still missing among everybody, ends the episodes of those it was missing from, and says who paid. */
const closeWave = (desk: Desk, wave: Wave): void => {
  socialiseAll(desk, wave)
  for (const id of wave.losses) endFlat(desk, id)
  reportShortfalls(desk, wave)
}

/** Ends an episode whose hand-over was as large as its sizing needed, where the stage's exit asks for no more. */
const endIfMet = (desk: Desk, id: AccountId): void => {
  const { state } = desk
  const episode = state.episodes.get(id)
  if (episode?.memory.met !== true) return
  const view = viewOf(state, accountOf(state, id), episode.memory)
  if (due(policyOf(venueOf(state), id).stages, view).kind === 'restored')
    desk.emit({ kind: 'episode-ended', receipt: receiptOf(state, episode) })
}

const treat = (desk: Desk, wave: Wave, id: AccountId): Wanting | null => {
  const { state } = desk
  const policy = policyOf(venueOf(state), id)
  for (let step = 0; step < STEPS_MAX; step++) {
    const account = accountOf(state, id)
    const episode = state.episodes.get(id)
    if (!treatable(state, account)) return null
    if (settleFlat(desk, wave, id)) return null
    const view = viewOf(state, account, episode?.memory ?? startMemory(state.time))
    if (episode === undefined) {
      if (!enters(policy.stages, view)) return null
      desk.emit({ kind: 'episode-started', episode: startEpisode(state, view, policy) })
      continue
    }
    const noted = noteLook(desk, episode, view, policy)
    const present = noted === episode ? view : { ...view, episode: noted.memory }
    const { kind, stage } = due(policy.stages, present)
    if (kind === 'trade' || kind === 'transfer')
      return tradesNow(noted, state.time) ? { account: id, policy, view: present, stage } : null
    if (!act(desk, wave, { episode: noted, policy, view: present })) return null
  }
  return null
}

/** An account sends at most one slice at one moment: what its answer leaves open is looked at again with the next price or deadline. */
const tradesNow = (episode: Episode, now: number): boolean => episode.memory.lastAction !== now

/** Carries out what needs no order. @returns whether the account should be looked at again at once. */
const act = (desk: Desk, wave: Wave, deciding: Deciding): boolean => {
  const { episode, policy, view } = deciding
  const outcome = advance(policy.stages, view)
  switch (outcome.kind) {
    case 'idle':
    case 'trade':
    case 'transfer':
      return false
    case 'seize':
      return seizeCash(desk, deciding, outcome)
    case 'restored':
      if (blockedFor(desk.state, view.account, 'liquidate') !== null) return false
      desk.emit({ kind: 'episode-ended', receipt: receiptOf(desk.state, episode) })
      return false
    case 'wait':
      if (outcome.stage !== episode.memory.stage) decide(desk, deciding, outcome)
      return false
    case 'cancel-orders': {
      const shortage = shortageOf(desk, episode.account)
      decide(desk, deciding, outcome)
      for (const order of view.account.orders)
        desk.emit({ kind: 'order-dropped', account: episode.account, order: order.id, by: 'engine' })
      const now = desk.state.episodes.get(episode.account) ?? episode
      updateEpisode(desk, { ...now, memory: afterCancel(now.memory) })
      noteFreed(desk, episode.account, shortage)
      return true
    }
    case 'takeover': {
      if (blockedFor(desk.state, view.account, 'takeover') !== null) return false
      const { draft, stage } = outcome
      decide(desk, deciding, { kind: 'takeover', stage, reasons: draft.reasons, draft })
      return view.account.positions.length === 0
        ? takeLoan(desk, wave, episode.account, policy)
        : takeOver(desk, wave, { account: episode.account, legs: draft.legs, policy })
    }
  }
}

/**
 * Settles an account without positions: its debt if it has one, and the end of its episode. A loan is no such account while its
 * policy can still do something about it. @returns whether it is flat.
 */
const settleFlat = (desk: Desk, wave: Wave, id: AccountId): boolean => {
  const account = accountOf(desk.state, id)
  if (account.positions.length > 0 || leftToPolicy(desk.state, account)) return false
  if (blockedFor(desk.state, account, 'transfer') !== null) return true
  if (account.balances.some((balance) => balance.atoms < 0n))
    resolveDebt(desk, wave, id, policyOf(venueOf(desk.state), id))
  if (!wave.losses.includes(id)) endFlat(desk, id)
  return true
}

const endFlat = (desk: Desk, id: AccountId): void => {
  const episode = desk.state.episodes.get(id)
  if (episode !== undefined) desk.emit({ kind: 'episode-ended', receipt: receiptOf(desk.state, episode) })
}
