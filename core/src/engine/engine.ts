import type { Account, AccountId } from '../accounts/index.ts'
import { createWatch, type Watch } from '../watch/index.ts'
import type { Command, EngineEvent, JournalEntry } from './types.ts'
import { apply, record } from './apply.ts'
import { decideAtDesk, type Named } from './decide.ts'
import { accountOf, adoptScratch, emptyState, policyOf, venueOf, type State } from './state.ts'
import { askingFor, poorer, type Asking } from './wake-level.ts'

/** One venue's engine: its state, and the index that `watch` keeps beside it (derived, outside the hash). */
export interface Engine {
  readonly state: State
  watch: Watching | null
}

/** The index of the accounts, with the id of each and how watch is asked of it by its place (null = never): no command changes who is under which policy. */
interface Watching {
  readonly index: Watch
  readonly ids: readonly AccountId[]
  readonly askings: readonly (Asking | null)[]
}

/** An engine before genesis. */
export const createEngine = (): Engine => ({ state: emptyState(), watch: null })

/** An engine over a state that was restored or folded from a journal; its index is built anew. */
export const engineOf = (state: State): Engine => {
  const engine: Engine = { state, watch: null }
  if (state.compiled !== null) rebuild(engine)
  return engine
}

/**
 * Decides a command and makes what its events wrote the engine's state: the same state as `applyAll` of the events leads to.
 *
 * @returns the events, for the journal.
 */
export const step = (engine: Engine, command: Command): readonly EngineEvent[] => {
  const { events, state } = decideAtDesk(engine.state, command, named(engine))
  adoptScratch(engine.state, state)
  engine.state.sequence += 1
  refresh(engine, events)
  return events
}

/** Folds one command's facts and events into the engine without deciding anything: how a journal rebuilds a state. */
export const applyAll = (engine: Engine, { command, events }: JournalEntry): void => {
  record(engine.state, command)
  for (const event of events) apply(engine.state, event)
  engine.state.sequence += 1
  refresh(engine, events)
}

const named =
  (engine: Engine): Named =>
  (marks) => {
    const { watch } = engine
    return watch === null ? [] : watch.index.named(marks).flatMap((index) => watch.ids[index] ?? [])
  }

const refresh = (engine: Engine, events: readonly EngineEvent[]): void => {
  if (events.some((event) => event.kind === 'opened' || event.kind === 'tiers-set')) return rebuild(engine)
  const touched = new Set<AccountId>()
  for (const event of events) {
    if (event.kind === 'moved') for (const change of event.movement.changes) touched.add(change.account)
    if (event.kind === 'order-put' || event.kind === 'order-dropped') touched.add(event.account)
  }
  for (const id of touched) {
    const place = engine.state.places.get(id)
    if (place !== undefined) refreshOne(engine, id, place)
  }
}

const rebuild = (engine: Engine): void => {
  const venue = venueOf(engine.state)
  const ids = [...engine.state.places.keys()]
  const askings = ids.map((id) =>
    isWatched(accountOf(engine.state, id)) ? askingFor(venue.rules, policyOf(venue, id).wake) : null,
  )
  engine.watch = { index: createWatch(venue.rules), ids, askings }
  for (const [place, id] of ids.entries()) refreshOne(engine, id, place)
}

const isWatched = ({ kind }: Account): boolean =>
  kind === 'trader' || kind === 'fund' || kind === 'vault' || kind === 'backstop'

const refreshOne = ({ state, watch }: Engine, id: AccountId, place: number): void => {
  const asking = watch?.askings[place] ?? null
  const account = accountOf(state, id)
  if (asking === null) watch?.index.refresh(place, null, null)
  else watch?.index.refresh(place, poorer(account, asking, venueOf(state).rules), asking.level)
}
