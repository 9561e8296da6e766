import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { applyAll, snapshotOf, type PolicyDeclaration } from '@ebbline/core'
import { createJournalReader, stateHash, type Scenario } from '@ebbline/wire'
import type { RunIdentity } from './kept-outcome.ts'
import { observeBatch, observeEntry, type Observers } from './observers.ts'
import type { ResolvedScenario } from './recorded/index.ts'
import { JOURNAL, journalLines, sha256, writeWhole, type JournalSink } from './run-folder.ts'
import { identityOf } from './run-identity.ts'
import { snapshotRunner, type BoundName, type Runner, type RunnerSnapshot } from './runner.ts'

/** Name of the file in which a stopped run waits. */
export const SNAPSHOT = 'snapshot.bin'

/** A folder that cannot be gone on with. */
export class ResumeError extends Error {
  override readonly name = 'ResumeError'
}

/**
 * A run between two batches. Of a recorded scenario it keeps the file's content and the hashes of the datasets, never the data nor
 * where they lie.
 */
export interface StoppedRun {
  readonly scenario: Scenario
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
  readonly identity: RunIdentity
  readonly snapshot: RunnerSnapshot
  readonly journalBytes: number
  readonly journalLink: string
}

/** Leaves a snapshot in a run's folder. `asked` is the scenario as its file says it, before datasets filled it in. */
export const keepStopped = (folder: string, asked: Scenario, runner: Runner, sink: JournalSink): void => {
  sink.flush()
  const kept: StoppedRun = {
    scenario: asked,
    policy: runner.plan.policy,
    bound: runner.plan.bound,
    identity: identityOf(runner.plan, runner.plan.policy),
    snapshot: snapshotRunner(runner),
    journalBytes: statSync(join(folder, JOURNAL)).size,
    journalLink: sink.hash(),
  }
  writeWhole(join(folder, SNAPSHOT), serialize(kept))
}

/** Reads what a stopped run left. @throws ResumeError */
export const readStopped = (folder: string): StoppedRun => {
  const path = join(folder, SNAPSHOT)
  if (!existsSync(path))
    throw new ResumeError(
      `${path} is not there; give the folder of a run that was stopped, or start it again with --out`,
    )
  try {
    return deserialize(readFileSync(path)) as StoppedRun
  } catch {
    throw new ResumeError(`${path} cannot be read; it was cut off or changed; start the run again`)
  }
}

/** Refuses data that are not those that the run began with. @throws ResumeError naming the first file that differs */
export const checkSameData = (folder: string, kept: StoppedRun, resolved: ResolvedScenario): void => {
  const { scenarioHash, datasets } = identityOf(resolved, kept.policy)
  const changed = datasets.find(({ name, sha256: hash }) =>
    kept.identity.datasets.every((before) => before.name !== name || before.sha256 !== hash),
  )
  if (changed !== undefined)
    throw new ResumeError(`${folder}: dataset ${changed.name} is not the one the run began with; start the run again`)
  if (scenarioHash !== kept.identity.scenarioHash)
    throw new ResumeError(`${folder}: the scenario is not the one the run began with; start the run again`)
}

/** Folds the journal up to the snapshot into the observers and cuts off what follows. @returns the link to go on after */
export const foldStopped = async (folder: string, kept: StoppedRun, observers: Observers): Promise<string> => {
  const reader = createJournalReader(join(folder, JOURNAL), sha256)
  let link = ''
  let inBatch = false
  for await (const line of journalLines(folder, kept.journalBytes)) {
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
  truncateSync(join(folder, JOURNAL), kept.journalBytes)
  return link
}
