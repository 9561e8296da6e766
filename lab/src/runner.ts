import {
  createEngine,
  engineOf,
  restoreState,
  snapshotOf,
  step,
  type Command,
  type Engine,
  type EngineEvent,
  type PolicyDeclaration,
  type StateSnapshot,
} from '@ebbline/core'
import type { JournalEntry, Scenario } from '@ebbline/wire'
import { resolvedOf, type ResolvedScenario } from './recorded/index.ts'
import { createWorld, type World, type WorldSnapshot } from './world.ts'

/** Frozen: prices ignore the engine's flow. Own: prices carry its permanent and transient impact. The truth lies between. */
export type BoundName = 'frozen' | 'own'

/** What is run: one scenario (a recorded one with its tape), one policy, one bound. */
export interface RunPlan {
  readonly scenario: Scenario | ResolvedScenario
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
}

/** The plan of a run whose scenario lacks nothing. */
export interface ResolvedPlan extends ResolvedScenario {
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
}

/** A run that can be taken batch by batch, stopped between two batches and gone on with from a snapshot. */
export interface Runner {
  readonly plan: ResolvedPlan
  readonly engine: Engine
  readonly world: World
  /** Batches of the whole run. */
  readonly batches: number
  /** The batch that comes next, from 0. */
  at: number
}

/** Everything that must be kept to go on: the engine's state and the runner's (books, refill clocks, displacement). */
export interface RunnerSnapshot {
  readonly batch: number
  readonly state: StateSnapshot
  readonly world: WorldSnapshot
}

/** A runner before its first command. */
export const createRunner = (given: RunPlan): Runner => {
  const plan = resolvedPlan(given)
  const world = worldOf(plan)
  return { plan, engine: createEngine(), world, batches: world.batches, at: 0 }
}

const resolvedPlan = ({ scenario, policy, bound }: RunPlan): ResolvedPlan => ({
  ...resolvedOf(scenario),
  policy,
  bound,
})

const worldOf = (plan: ResolvedPlan): World => createWorld(plan, { impact: plan.bound })

/** The genesis command: venue, policies and all accounts. */
export const openRun = (runner: Runner): JournalEntry => {
  const { world, plan } = runner
  return carry(runner, {
    kind: 'genesis',
    time: plan.scenario.clock.startUtcMs,
    venue: world.venue(plan.policy),
    accounts: world.accounts,
  })
}

/** Most answers that one batch may need: an account sends once at one moment, so more would be a bug. */
const ANSWERS_MAX = 16

/**
 * Runs one batch and every answer of the venue that it leads to. `onEntry` sees each entry while the engine is in the state
 * right after it: who reads an account there must not meet fills of a later entry.
 *
 * @returns journal entries in order.
 */
export const runBatch = (runner: Runner, onEntry?: (entry: JournalEntry) => void): readonly JournalEntry[] => {
  const { world } = runner
  const entries: JournalEntry[] = []
  const take = (command: Command): JournalEntry => {
    const entry = carry(runner, command)
    entries.push(entry)
    onEntry?.(entry)
    return entry
  }
  let last = take(world.batch(runner.at))
  for (let answers = 0; answers < ANSWERS_MAX; answers++) {
    const reply = world.execute(last.events)
    if (reply === null) break
    last = take(reply)
  }
  world.settleBatch()
  runner.at += 1
  return entries
}

/** A snapshot between two batches. */
export const snapshotRunner = (runner: Runner): RunnerSnapshot => ({
  batch: runner.at,
  state: snapshotOf(runner.engine.state),
  world: runner.world.snapshot(),
})

/** A runner that goes on exactly where the snapshot was taken. */
export const restoreRunner = (given: RunPlan, snapshot: RunnerSnapshot): Runner => {
  const plan = resolvedPlan(given)
  const world = worldOf(plan)
  world.restore(snapshot.world)
  return { plan, engine: engineOf(restoreState(snapshot.state)), world, batches: world.batches, at: snapshot.batch }
}

const carry = (runner: Runner, command: Command): JournalEntry => {
  const events: readonly EngineEvent[] = step(runner.engine, command)
  return { seq: runner.engine.state.sequence, command, events }
}
