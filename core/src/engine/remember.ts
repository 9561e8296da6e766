import { atoms, magnitude, NO_ATOMS, NO_LOTS, ratio, type Atoms } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { AccountId, CashChange } from '../accounts/index.ts'
import {
  accrue,
  afterClose,
  afterFreed,
  afterNoTaker,
  afterTaken,
  untouchedAt,
  untouchedNow,
  withCash,
  type DraftLeg,
  type EpisodeMemory,
  type HeldSize,
  type LiquidationView,
} from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import { updateEpisode, type Desk } from './desk.ts'
import type { Episode } from './types.ts'
import { accountOf, policyOf, venueOf } from './state.ts'
import { viewOf } from './view.ts'

/** Memory of an episode that starts now, with what its policy remembers of the start. */
export const openingOf = (memory: EpisodeMemory, view: LiquidationView, policy: CompiledPolicy): EpisodeMemory =>
  policy.remembers.has('untouched') ? { ...memory, untouched: untouchedNow(view) } : memory

/** Writes down what a look at an account adds to what its policy remembers. @returns the episode as it then stands. */
export const noteLook = (desk: Desk, episode: Episode, view: LiquidationView, policy: CompiledPolicy): Episode => {
  const { memory } = episode
  const untouched = memory.untouched === undefined ? undefined : untouchedAt(memory.untouched, view)
  const rate = policy.remembers.has('accrual') ? (policy.stages[memory.stage]?.accrues?.(view) ?? NO_RATE) : null
  const accrual = rate === null ? undefined : accrue(memory.accrual, view.time, rate)
  if (untouched === memory.untouched && accrual === memory.accrual) return episode
  const noted = {
    ...episode,
    memory: {
      ...memory,
      ...(untouched === undefined ? {} : { untouched }),
      ...(accrual === undefined ? {} : { accrual }),
    },
  }
  updateEpisode(desk, noted)
  return noted
}

const NO_RATE = ratio(0n)

/** Tells the episode of an account that cash came in from outside. */
export const noteDeposit = (desk: Desk, id: AccountId, cash: CashChange): void => {
  const episode = desk.state.episodes.get(id)
  if (episode?.memory.untouched === undefined) return
  const untouched = withCash(episode.memory.untouched, cash)
  updateEpisode(desk, { ...episode, memory: { ...episode.memory, untouched } })
}

/** What an account's stage says is missing to its exit now, numeraire atoms; null without an episode or where the exit has no such number. */
export const shortageOf = (desk: Desk, id: AccountId): Atoms | null => {
  const { state } = desk
  const episode = state.episodes.get(id)
  if (episode === undefined) return null
  const { shortage } = policyOf(venueOf(state), id).stages[episode.memory.stage]?.until ?? {}
  return shortage === undefined ? null : shortage(viewOf(state, accountOf(state, id), episode.memory))
}

/** Tells the episode what an own action removed of a shortage that stood at `before`. */
export const noteFreed = (desk: Desk, id: AccountId, before: Atoms | null): void => {
  const after = before === null ? null : shortageOf(desk, id)
  const episode = desk.state.episodes.get(id)
  if (before === null || after === null || episode === undefined || before === after) return
  updateEpisode(desk, { ...episode, memory: afterFreed(episode.memory, atoms(before - after)) })
}

/** Tells the episode whether what was handed over is as much as the sizing needed. */
export const noteTaken = (desk: Desk, id: AccountId, needed: HeldSize | null, granted: readonly DraftLeg[]): void => {
  const episode = desk.state.episodes.get(id)
  if (episode === undefined) return
  const taken = granted.find(({ instrument }) => instrument === needed?.instrument)?.size ?? NO_LOTS
  const met = needed !== null && magnitude(taken) >= needed.size
  updateEpisode(desk, { ...episode, memory: afterTaken(episode.memory, met) })
}

/** Memory with one more closing where the account's policy remembers them. */
export const noteClose = (
  { state }: Desk,
  id: AccountId,
  memory: EpisodeMemory,
  close: { readonly instrument: Instrument; readonly notional: Atoms; readonly covered?: Atoms },
): EpisodeMemory =>
  policyOf(venueOf(state), id).remembers.has('recent')
    ? afterClose(memory, {
        time: state.time,
        instrument: close.instrument.id,
        notional: close.notional,
        covered: close.covered ?? NO_ATOMS,
      })
    : memory

/** Notes that the book had nothing for a slice, where the account's policy remembers that; the first time since a fill counts. */
export const noteNoTaker = (desk: Desk, id: AccountId): void => {
  const { state } = desk
  const episode = state.episodes.get(id)
  if (episode === undefined || !policyOf(venueOf(state), id).remembers.has('no-taker')) return
  const memory = afterNoTaker(episode.memory, state.time)
  if (memory !== episode.memory) updateEpisode(desk, { ...episode, memory })
}
