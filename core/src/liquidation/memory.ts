import { atoms, NO_ATOMS, type Atoms } from '../units/index.ts'
import type { TimeMs } from '../market/index.ts'
import type { EpisodeMemory, RecentClose } from './types.ts'

/** Memory of an episode that starts now: mildest stage, nothing done. */
export const startMemory = (time: TimeMs): EpisodeMemory => ({
  started: time,
  stage: 0,
  stageEntered: time,
  actions: 0,
  stageActions: 0,
  firstAction: null,
  lastAction: null,
  stageUnfilled: 0,
  ordersCancelled: false,
  closedNotional: NO_ATOMS,
  paid: NO_ATOMS,
})

/** Memory after the episode moved to a stage; what is counted per stage starts again. */
export const enterStage = (memory: EpisodeMemory, stage: number, time: TimeMs): EpisodeMemory => ({
  ...memory,
  stage,
  stageEntered: time,
  stageActions: 0,
  stageUnfilled: 0,
  ...taken(memory),
})

/** Memory after a decision that sent orders or a transfer. */
export const afterAction = (memory: EpisodeMemory, time: TimeMs): EpisodeMemory => ({
  ...memory,
  actions: memory.actions + 1,
  stageActions: memory.stageActions + 1,
  firstAction: memory.firstAction ?? time,
  lastAction: time,
})

/** Memory after an order of the present stage came back with nothing filled. */
export const afterUnfilled = (memory: EpisodeMemory): EpisodeMemory => ({
  ...memory,
  stageUnfilled: memory.stageUnfilled + 1,
})

/** Memory after the account's resting orders were cancelled. */
export const afterCancel = (memory: EpisodeMemory): EpisodeMemory => ({ ...memory, ordersCancelled: true })

/** How long an episode remembers single closings, ms. */
export const RECENT_MS = 60_000

/** Memory after a fill: notional closed at the mark of the fill, and fee and penalty paid, both in numeraire atoms. */
export const afterFill = (
  memory: EpisodeMemory,
  fill: { readonly closedNotional: Atoms; readonly paid: Atoms },
): EpisodeMemory => ({
  ...memory,
  closedNotional: atoms(memory.closedNotional + fill.closedNotional),
  paid: atoms(memory.paid + fill.paid),
  ...taken(memory),
})

/** Memory after a book had nothing for a slice of the present stage: the first such moment since a fill is kept. */
export const afterNoTaker = (memory: EpisodeMemory, time: TimeMs): EpisodeMemory =>
  typeof memory.noTakerSince === 'number' ? memory : { ...memory, noTakerSince: time }

const taken = ({ noTakerSince }: EpisodeMemory): Pick<EpisodeMemory, 'noTakerSince'> =>
  noTakerSince === undefined ? {} : { noTakerSince: null }

/** Memory with one more closing; those older than `RECENT_MS` are forgotten, and closings of one moment and market add up. */
export const afterClose = (memory: EpisodeMemory, close: RecentClose): EpisodeMemory => {
  const kept = (memory.recent ?? []).filter(({ time }) => time > close.time - RECENT_MS)
  const last = kept.at(-1)
  if (last === undefined || last.time !== close.time || last.instrument !== close.instrument)
    return { ...memory, recent: [...kept, close] }
  const sum: RecentClose = {
    ...close,
    notional: atoms(last.notional + close.notional),
    covered: atoms(last.covered + close.covered),
  }
  return { ...memory, recent: [...kept.slice(0, -1), sum] }
}

/** Memory after own actions removed some of the shortage, numeraire atoms; less than nothing when they added to it. */
export const afterFreed = (memory: EpisodeMemory, freed: Atoms): EpisodeMemory => ({
  ...memory,
  freed: atoms((memory.freed ?? NO_ATOMS) + freed),
})

/** Memory after the buyer of a slice paid in numeraire atoms that are never sold again. */
export const afterReserved = (memory: EpisodeMemory, paidIn: Atoms): EpisodeMemory => ({
  ...memory,
  reserved: atoms((memory.reserved ?? NO_ATOMS) + paidIn),
})

/** Memory after a slice that was, or was not, as large as its sizing needed. */
export const afterTaken = (memory: EpisodeMemory, met: boolean): EpisodeMemory =>
  memory.met === met ? memory : { ...memory, met }

/** Memory after the account's cash was seized. */
export const afterSeizure = (memory: EpisodeMemory): EpisodeMemory => ({ ...memory, seized: true })
