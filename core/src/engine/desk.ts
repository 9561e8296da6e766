import type { Decision, EngineEvent } from './types.ts'
import { apply } from './apply.ts'
import { scratchState, type State } from './state.ts'

/** Where one command is worked on: a scratch state that every emitted event is applied to at once, and the events so far. */
export interface Desk {
  readonly state: State
  readonly events: EngineEvent[]
  readonly emit: (event: EngineEvent) => void
  /** The next decision id of this command: `d<sequence>.<index>`; the same command always gives the same ids. */
  readonly nextDecision: () => Decision['id']
}

/** A desk over a state that stays unchanged. */
export const openDesk = (state: State): Desk => {
  const scratch = scratchState(state)
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
