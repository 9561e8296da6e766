import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PolicyDeclaration } from '@ebbline/core'
import { encodeCanonical, type Run, type Scenario } from '@ebbline/wire'
import type { BoundName } from './runner.ts'
import { makeFolder, writeWhole } from './run-folder.ts'
import type { Progress, RunOutcome } from './replay.ts'
import { comparisonReport } from './report.ts'
import type { WorkerMessage } from './worker-message.ts'
import { verdictsOf } from './verdicts.ts'
import type { Comparison, TapeComparison } from './verdicts-types.ts'

export interface CompareRequest {
  readonly scenarios: readonly Scenario[]
  readonly policies: readonly PolicyDeclaration[]
  /** Folder for `comparison.json`, `report.html` and one run folder for each run; null keeps nothing but the result. */
  readonly out: string | null
  /** Threads; at least 1. */
  readonly workers?: number
  /** Run each scenario with these seeds instead of its own. */
  readonly seeds?: readonly number[]
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

/** A worker failed or the comparison was stopped. */
export class CompareError extends Error {
  override readonly name = 'CompareError'
}

const BOUNDS: readonly BoundName[] = ['frozen', 'own']

interface Job {
  readonly scenario: Scenario
  readonly policy: PolicyDeclaration
  readonly bound: BoundName
  readonly folder: string | null
}

/** Runs every policy on every tape under both bounds, same seeds, and writes the report. @throws CompareError */
export const compare = async (request: CompareRequest): Promise<Comparison> => {
  const tapes = request.scenarios.flatMap((scenario) =>
    (request.seeds ?? [scenario.seed]).map((seed) => ({ ...scenario, seed })),
  )
  const jobs = tapes.flatMap((scenario) => jobsOf(request, scenario, tapes.length > 1))
  if (request.out !== null) makeFolder(request.out)
  const outcomes = await runAll(jobs, request)
  const comparisons = tapes.map((scenario): TapeComparison => {
    const runs = (policy: string, bound: BoundName): Run => outcomeOf(jobs, outcomes, { scenario, policy, bound }).run
    return {
      scenario: scenario.name,
      seed: scenario.seed,
      policies: request.policies.map(({ name }) => ({
        policy: name,
        frozen: runs(name, 'frozen'),
        own: runs(name, 'own'),
      })),
    }
  })
  const comparison: Comparison = {
    schema: 'ebbline.comparison/1',
    tapes: comparisons,
    verdicts: verdictsOf(comparisons),
  }
  if (request.out !== null) writeAll(request.out, { comparison, jobs, outcomes })
  return comparison
}

const jobsOf = (request: CompareRequest, scenario: Scenario, many: boolean): readonly Job[] =>
  request.policies.flatMap((policy) =>
    BOUNDS.map((bound) => ({
      scenario,
      policy,
      bound,
      folder:
        request.out === null
          ? null
          : join(request.out, ...(many ? [`${scenario.name}-${scenario.seed}`] : []), policy.name, bound),
    })),
  )

const outcomeOf = (
  jobs: readonly Job[],
  outcomes: readonly RunOutcome[],
  wanted: { readonly scenario: Scenario; readonly policy: string; readonly bound: BoundName },
): RunOutcome => {
  const at = jobs.findIndex(
    (job) => job.scenario === wanted.scenario && job.policy.name === wanted.policy && job.bound === wanted.bound,
  )
  const outcome = outcomes[at]
  if (outcome === undefined) throw new CompareError(`no outcome of ${wanted.policy} (${wanted.bound}); a worker died`)
  return outcome
}

const writeAll = (
  out: string,
  results: { readonly comparison: Comparison; readonly jobs: readonly Job[]; readonly outcomes: readonly RunOutcome[] },
): void => {
  const { comparison, jobs, outcomes } = results
  const first = jobs[0]?.scenario
  if (first !== undefined) {
    const runs = jobs.flatMap((job, at) => {
      const outcome = outcomes[at]
      return job.scenario === first && outcome !== undefined ? [{ policy: job.policy, bound: job.bound, outcome }] : []
    })
    writeWhole(join(out, 'report.html'), comparisonReport({ scenario: first, comparison, runs }))
  }
  writeWhole(join(out, 'comparison.json'), `${encodeCanonical(comparison)}\n`)
}

const runAll = async (jobs: readonly Job[], request: CompareRequest): Promise<readonly RunOutcome[]> => {
  const outcomes: RunOutcome[] = []
  const done = jobs.map(() => 0)
  const totals = jobs.map(() => 1)
  let next = 0
  const report = (at: number, progress: Progress): void => {
    done[at] = progress.done
    totals[at] = progress.total
    const known = Math.max(...totals)
    const sum = done.reduce((total, each) => total + each, 0)
    request.onProgress?.({ label: progress.label, done: sum, total: known * jobs.length })
  }
  const lane = async (): Promise<void> => {
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    try {
      for (let at = next++; at < jobs.length; at = next++) {
        const job = jobs[at]
        if (job !== undefined)
          outcomes[at] = await runJob(worker, job, { signal: request.signal, onProgress: (step) => report(at, step) })
        done[at] = totals[at] ?? 1
      }
    } finally {
      await worker.terminate()
    }
  }
  const lanes = Math.max(1, Math.min(request.workers ?? availableParallelism(), jobs.length))
  await Promise.all(Array.from({ length: lanes }, lane))
  return outcomes
}

/** Room for short-lived objects in a worker [MB]: a run makes many, and the default collects them too often. */
const YOUNG_MB = 96

interface Watching {
  readonly signal: AbortSignal | undefined
  readonly onProgress: (progress: Progress) => void
}

const runJob = async (worker: Worker, job: Job, { signal, onProgress }: Watching): Promise<RunOutcome> => {
  const name = `${job.policy.name} (${job.bound})`
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop)
  try {
    return await new Promise<RunOutcome>((resolve, reject) => {
      worker.removeAllListeners()
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'progress') onProgress(message.progress)
        if (message.kind === 'done') resolve(message.outcome)
        if (message.kind === 'failed') reject(new CompareError(`${name}: ${message.message}`))
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new CompareError(`${name} was stopped before its end`)))
      if (signal?.aborted === true) stop()
      else worker.postMessage(job)
    })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
