import type { Command, Decision, EngineEvent, Episode, EpisodeChanges } from './types.ts'
import { apply, record } from './apply.ts'
import { scratchState, type State } from './state.ts'

/** Where one command is worked on: a scratch state that every emitted event is applied to at once, and the events so far. */
export interface Desk {
  readonly state: State
  readonly events: EngineEvent[]
  readonly emit: (event: EngineEvent) => void
  /** The next decision id of this command: `d<sequence>.<index>`; the same command always gives the same ids. */
  readonly nextDecision: () => Decision['id']
}

/** A desk over a state that stays unchanged, with the facts of the command already on it. */
export const openDesk = (state: State, command: Command): Desk => {
  const scratch = scratchState(state)
  record(scratch, command)
  const events: EngineEvent[] = []
  let decisions = 0
  return {
    state: scratch,
    events,
    emit: (event) => {
      events.push(event)
      apply(scratch, event)
    },
    nextDecision: () => `d${state.sequence + 1}.${decisions++}`,
  }
}

/** Emits what is new in an episode; nothing when nothing is. */
export const updateEpisode = (desk: Desk, after: Episode): void => {
  const before = desk.state.episodes.get(after.account)
  if (before === undefined) return
  const changes = changesBetween(before, after)
  if (Object.keys(changes).length > 0) desk.emit({ kind: 'episode-updated', account: after.account, changes })
}

const changesBetween = (before: Episode, after: Episode): EpisodeChanges => ({
  ...(after.memory === before.memory ? {} : { memory: after.memory }),
  ...(after.slippage === before.slippage ? {} : { slippage: after.slippage }),
  ...(after.fees === before.fees ? {} : { fees: after.fees }),
  ...(after.penalties === before.penalties ? {} : { penalties: after.penalties }),
  ...(after.covered === before.covered ? {} : { covered: after.covered }),
  ...(after.freed === undefined || after.freed === before.freed ? {} : { freed: after.freed }),
  ...(after.traded === before.traded ? {} : { traded: after.traded }),
  ...(after.takenOver === before.takenOver ? {} : { takenOver: after.takenOver }),
  ...(after.deleveraged === before.deleveraged ? {} : { deleveraged: after.deleveraged }),
  ...(after.decisions === before.decisions ? {} : { decisions: after.decisions }),
  ...(after.bound === before.bound ? {} : { bound: after.bound }),
})
