import { createReadStream, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setImmediate } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import { applyAll, createEngine, snapshotOf, type PolicyDeclaration, type Receipt } from '@ebbline/core'
import { createJournalReader, encodeCanonical, stateHash, type Run, type Scenario } from '@ebbline/wire'
import { createObservers, observeBatch, observeEntry, type Observers } from './observers.ts'
import { createJournalSink, makeFolder, sha256, writeWhole, type JournalSink } from './run-folder.ts'
import { runReport } from './report.ts'
import { runSummary } from './run-summary.ts'
import { receiptTable, seriesTable, takingTable } from './run-tables.ts'
import {
  createRunner,
  openRun,
  restoreRunner,
  runBatch,
  snapshotRunner,
  type BoundName,
  type RunPlan,
  type Runner,
  type RunnerSnapshot,
} from './runner.ts'
import type { Series } from './series.ts'
import type { Shortfalls } from './shortfalls.ts'
import type { Story } from './stories.ts'
import type { Taking } from './takings.ts'

/** How far a long piece of work is. */
export interface Progress {
  readonly label: string
  readonly done: number
  readonly total: number
}

export interface ReplayRequest {
  readonly scenario: Scenario
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
  /** Where the run folder goes; null keeps nothing but the result. */
  readonly folder: string | null
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

/** A folder that cannot be gone on with. */
export class ResumeError extends Error {
  override readonly name = 'ResumeError'
}

interface Session {
  readonly request: ReplayRequest
  readonly runner: Runner
  readonly observers: Observers
  readonly sink: JournalSink
}

const SNAPSHOT = 'snapshot.bin'
const BATCHES_PER_TURN = 20

/** Runs a scenario under one policy and bound from the beginning. @throws RunStopped when the signal fires. */
export const replay = async (request: ReplayRequest): Promise<RunOutcome> => {
  if (request.folder !== null) {
    makeFolder(request.folder)
    for (const stale of ['run.json', SNAPSHOT]) rmSync(join(request.folder, stale), { force: true })
  }
  const runner = createRunner(planOf(request))
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

/** Goes on with a stopped run: folds its journal up to the snapshot, checks that both agree, and runs the rest. */
export const resume = async (options: {
  readonly folder: string
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}): Promise<RunOutcome> => {
  const kept = readSnapshot(options.folder)
  const request: ReplayRequest = { ...kept.plan, ...options }
  const runner = restoreRunner(kept.plan, kept.snapshot)
  const observers = createObservers(runner, createEngine())
  const link = await foldPrefix(options.folder, kept, observers)
  truncateSync(join(options.folder, 'journal.ndjson'), kept.journalBytes)
  const followed = { ...observers, engine: runner.engine }
  return carryOn({ request, runner, observers: followed, sink: createJournalSink(options.folder, link) })
}

const planOf = ({ scenario, policy, bound }: ReplayRequest): RunPlan => ({ scenario, policy, bound })

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

interface Kept {
  readonly plan: RunPlan
  readonly snapshot: RunnerSnapshot
  readonly journalBytes: number
  readonly journalLink: string
}

const keep = ({ request, runner, sink }: Session): void => {
  if (request.folder === null) return
  sink.flush()
  const kept: Kept = {
    plan: runner.plan,
    snapshot: snapshotRunner(runner),
    journalBytes: statSync(join(request.folder, 'journal.ndjson')).size,
    journalLink: sink.hash(),
  }
  writeWhole(join(request.folder, SNAPSHOT), serialize(kept))
}

const readSnapshot = (folder: string): Kept => {
  const path = join(folder, SNAPSHOT)
  if (!existsSync(path))
    throw new ResumeError(
      `${path} is not there; give the folder of a run that was stopped, or start it again with --out`,
    )
  try {
    return deserialize(readFileSync(path)) as Kept
  } catch {
    throw new ResumeError(`${path} cannot be read; it was cut off or changed; start the run again`)
  }
}

const foldPrefix = async (folder: string, kept: Kept, observers: Observers): Promise<string> => {
  const path = join(folder, 'journal.ndjson')
  const reader = createJournalReader(path, sha256)
  let link = ''
  let inBatch = false
  const input = createReadStream(path, { end: kept.journalBytes - 1 })
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const read = reader.read(line)
    if (read.entry.command.kind === 'batch') {
      if (inBatch) observeBatch(observers)
      inBatch = true
    }
    applyAll(observers.engine, read.entry)
    observeEntry(observers, read.entry)
    link = read.link
  }
  if (inBatch) observeBatch(observers)
  const folded = stateHash(sha256, snapshotOf(observers.engine.state))
  if (link !== kept.journalLink || folded !== stateHash(sha256, kept.snapshot.state))
    throw new ResumeError(`${folder}: the journal does not lead to the snapshot; start the run again`)
  return link
}

const finish = (session: Session, wallMs: number): RunOutcome => {
  const { request, runner, observers, sink } = session
  const { engine } = runner
  const { metrics, series } = observers.metrics.finish(engine)
  const run = runSummary({
    runner,
    metrics,
    conservation: observers.conservation.report(engine),
    counts: observers.counts,
    stateHash: stateHash(sha256, snapshotOf(engine.state)),
    journalHash: sink.hash(),
    wallMs: Math.round(wallMs),
  })
  const outcome: RunOutcome = {
    run,
    series: observers.series.series(engine, series),
    receipts: observers.receipts,
    takings: observers.takings.list(),
    shortfalls: observers.shortfalls.sums(),
    stories: observers.stories.list(),
  }
  if (request.folder !== null) writeTables(request.folder, runner.plan, outcome)
  return outcome
}

const writeTables = (folder: string, plan: RunPlan, outcome: RunOutcome): void => {
  writeWhole(join(folder, 'series.csv'), seriesTable(outcome.series))
  writeWhole(join(folder, 'receipts.csv'), receiptTable(outcome.receipts))
  writeWhole(join(folder, 'adl.csv'), takingTable(outcome.takings))
  writeWhole(join(folder, 'report.html'), runReport({ ...plan, outcome }))
  rmSync(join(folder, SNAPSHOT), { force: true })
  writeWhole(join(folder, 'run.json'), `${encodeCanonical(outcome.run)}\n`)
}
