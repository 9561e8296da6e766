import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import { createEngine, snapshotOf, type PolicyDeclaration, type Receipt } from '@ebbline/core'
import { encodeCanonical, stateHash, type Run, type Scenario } from '@ebbline/wire'
import { keepOutcome, OUTCOME } from './kept-outcome.ts'
import { createObservers, observeBatch, observeEntry, type Observers } from './observers.ts'
import { orderOf } from './run-identity.ts'
import { resolvedOf, resolveScenario, type ResolvedScenario } from './recorded/index.ts'
import { createJournalSink, makeFolder, sha256, writeWhole, type JournalSink } from './run-folder.ts'
import { runReport } from './report.ts'
import { runSummary } from './run-summary.ts'
import { receiptTable, seriesTable, takingTable } from './run-tables.ts'
import { createRunner, openRun, restoreRunner, runBatch, type BoundName, type Runner } from './runner.ts'
import type { Burden } from './metrics-losses.ts'
import type { Series } from './series.ts'
import type { Shortfalls } from './shortfalls.ts'
import { checkSameData, foldStopped, keepStopped, readStopped, SNAPSHOT } from './stopped-run.ts'
import type { Story } from './stories.ts'
import type { Taking } from './takings.ts'

/** How far a long piece of work is. */
export interface Progress {
  readonly label: string
  readonly done: number
  readonly total: number
}

export interface ReplayRequest {
  /** A scenario that needs no data, or a recorded one with its tape. */
  readonly scenario: Scenario | ResolvedScenario
  /** What the scenario's file says, before datasets filled it in; left out: the scenario itself. A stopped run keeps it. */
  readonly asked?: Scenario
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
  /** Where the run folder goes; null keeps nothing but the result. */
  readonly folder: string | null
  /** Keep in the folder what pictures of several runs need. */
  readonly keepsOutcome?: boolean
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  /** Leave a snapshot every so many batches; a stopped run always leaves one. */
  readonly snapshotEveryBatches?: number
}

/** A finished run: its summary (run.json), and what pictures need. */
export interface RunOutcome {
  readonly run: Run
  readonly series: Series
  readonly receipts: readonly Receipt[]
  readonly burdens: readonly Burden[]
  readonly takings: readonly Taking[]
  readonly shortfalls: Shortfalls
  readonly stories: readonly Story[]
}

/** The run was stopped; its folder holds a snapshot to go on from. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
  constructor(folder: string | null, batch: number, batches: number) {
    const remedy = folder === null ? 'nothing was kept' : `go on with: ebb replay --resume ${folder}`
    super(`stopped after batch ${batch} of ${batches}; ${remedy}`)
  }
}

interface Session {
  readonly request: ReplayRequest
  readonly runner: Runner
  readonly observers: Observers
  readonly sink: JournalSink
}

const BATCHES_PER_TURN = 20

/** Runs a scenario under one policy and bound from the beginning. @throws RunStopped when the signal fires. */
export const replay = async (request: ReplayRequest): Promise<RunOutcome> => {
  if (request.folder !== null) {
    makeFolder(request.folder)
    for (const stale of ['run.json', SNAPSHOT, OUTCOME]) rmSync(join(request.folder, stale), { force: true })
  }
  const runner = createRunner({ scenario: request.scenario, policy: request.policy, bound: request.bound })
  const session: Session = {
    request,
    runner,
    observers: createObservers(runner, runner.engine),
    sink: createJournalSink(request.folder),
  }
  const opened = openRun(runner)
  session.sink.write(opened)
  observeEntry(session.observers, opened)
  return carryOn(session)
}

/**
 * Goes on with a stopped run: folds its journal up to the snapshot, checks that both agree, and runs the rest. The data of a
 * recorded scenario are read again from `dataRoot` and must be those that the run began with. @throws ResumeError
 */
export const resume = async (options: {
  readonly folder: string
  readonly dataRoot?: string | null
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}): Promise<RunOutcome> => {
  const { folder, dataRoot, ...watching } = options
  const kept = readStopped(folder)
  const scenario = await resolveScenario(kept.scenario, dataRoot ?? null)
  checkSameData(folder, kept, scenario)
  const { policy, bound } = kept
  const runner = restoreRunner({ scenario, policy, bound }, kept.snapshot)
  const observers = createObservers(runner, createEngine())
  const link = await foldStopped(folder, kept, observers)
  const request: ReplayRequest = { scenario, asked: kept.scenario, policy, bound, folder, ...watching }
  const followed = { ...observers, engine: runner.engine }
  return carryOn({ request, runner, observers: followed, sink: createJournalSink(folder, link) })
}

const carryOn = async (session: Session): Promise<RunOutcome> => {
  const { request, runner, observers, sink } = session
  const began = performance.now()
  const every = request.snapshotEveryBatches ?? 0
  try {
    while (runner.at < runner.batches) {
      runBatch(runner, (entry) => {
        sink.write(entry)
        observeEntry(observers, entry)
      })
      observeBatch(observers)
      if (every > 0 && runner.at % every === 0) keep(session)
      if (runner.at % BATCHES_PER_TURN === 0) await turn(session)
    }
  } finally {
    sink.close()
  }
  return finish(session, performance.now() - began)
}

const turn = async (session: Session): Promise<void> => {
  const { request, runner } = session
  request.onProgress?.({ label: `${request.policy.name}, ${request.bound}`, done: runner.at, total: runner.batches })
  await setImmediate()
  if (request.signal?.aborted !== true) return
  keep(session)
  throw new RunStopped(request.folder, runner.at, runner.batches)
}

const keep = ({ request, runner, sink }: Session): void => {
  if (request.folder === null) return
  keepStopped(request.folder, request.asked ?? resolvedOf(request.scenario).scenario, runner, sink)
}

const finish = (session: Session, wallMs: number): RunOutcome => {
  const { request, runner, observers, sink } = session
  const { engine } = runner
  const { series, burdens, ...figures } = observers.metrics.finish(engine)
  const run = runSummary({
    runner,
    ...figures,
    conservation: observers.conservation.report(engine),
    counts: observers.counts,
    stateHash: stateHash(sha256, snapshotOf(engine.state)),
    journalHash: sink.hash(),
    wallMs: Math.round(wallMs),
    estimates: observers.estimates.summary(),
  })
  const outcome: RunOutcome = {
    run,
    series: observers.series.series(engine, series),
    receipts: observers.receipts,
    burdens,
    takings: observers.takings.list(),
    shortfalls: observers.shortfalls.sums(),
    stories: observers.stories.list(),
  }
  if (request.folder !== null) writeTables(request.folder, request, outcome)
  return outcome
}

const writeTables = (folder: string, request: ReplayRequest, outcome: RunOutcome): void => {
  const { policy, bound } = request
  const { scenario } = resolvedOf(request.scenario)
  writeWhole(join(folder, 'series.csv'), seriesTable(outcome.series))
  writeWhole(join(folder, 'receipts.csv'), receiptTable(outcome.receipts))
  writeWhole(join(folder, 'adl.csv'), takingTable(outcome.takings))
  writeWhole(join(folder, 'report.html'), runReport({ scenario, policy, bound, order: orderOf(scenario), outcome }))
  if (request.keepsOutcome === true) keepOutcome(folder, outcome)
  rmSync(join(folder, SNAPSHOT), { force: true })
  writeWhole(join(folder, 'run.json'), `${encodeCanonical(outcome.run)}\n`)
}
