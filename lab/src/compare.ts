import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { PolicyDeclaration } from '@ebbline/core'
import { encodeCanonical, type Run, type Scenario } from '@ebbline/wire'
import { jobsOf, tapeFolder, type Job } from './compare-jobs.ts'
import { runAll, CompareError } from './compare-pool.ts'
import { keptOutcome, reusableRun } from './kept-outcome.ts'
import { resolveScenario, withPrintOrder, type ResolvedScenario } from './recorded/index.ts'
import type { ReportRun } from './report-input.ts'
import { comparisonReport } from './report.ts'
import { makeFolder, writeWhole } from './run-folder.ts'
import { identityOf } from './run-identity.ts'
import type { Progress } from './replay.ts'
import { rankingsOf, verdictsOf } from './verdicts.ts'
import type { Comparison, TapeComparison } from './verdicts-types.ts'

export { CompareError } from './compare-pool.ts'

export interface CompareRequest {
  readonly scenarios: readonly Scenario[]
  readonly policies: readonly PolicyDeclaration[]
  /** Folder of recorded datasets; null when there is none. It is never written into a result. */
  readonly dataRoot?: string | null
  /** Folder for `comparison.json`, `report.html` and one run folder for each run; null keeps nothing but the result. */
  readonly out: string | null
  /** Use finished runs that `out` holds when they were made from the same scenario, policy, data and version. */
  readonly reuse?: boolean
  /** Threads; at least 1. */
  readonly workers?: number
  /** Run each scenario with these seeds instead of its own. */
  readonly seeds?: readonly number[]
  readonly onProgress?: (progress: Progress) => void
  /** Hears how many of all runs are used again, when any is. */
  readonly onReuse?: (reused: number, all: number) => void
  /** Hears after each finished run, and once at the start, how many of all there are. */
  readonly onRun?: (finished: number, all: number) => void
  readonly signal?: AbortSignal
}

/** Present in `out` while a comparison is under way or was stopped. */
export const UNFINISHED = 'unfinished'

/**
 * Runs every policy on every tape under both bounds and, on recorded tapes, both print orders, and writes the reports. Data are
 * read once. A stopped comparison leaves its finished runs in `out`. @throws CompareError, and for data what `resolveScenario` throws
 */
export const compare = async (request: CompareRequest): Promise<Comparison> => {
  const { policies, out } = request
  const tapes = await resolvedTapes(request)
  const jobs = jobsOf({ tapes, policies, out })
  if (out !== null) begin(out)
  const runs = new Map<Job, Run>()
  if (request.reuse === true) for (const job of jobs) reuseInto(runs, job, tapes)
  if (runs.size > 0) request.onReuse?.(runs.size, jobs.length)
  const note = (): void => request.onRun?.(runs.size, jobs.length)
  note()
  await runAll({
    tapes,
    jobs: jobs.filter((job) => !runs.has(job)),
    workers: request.workers ?? availableParallelism(),
    onProgress: request.onProgress,
    onDone: (job, run) => {
      runs.set(job, run)
      note()
    },
    signal: request.signal,
  })
  const comparison = comparisonOf(tapes, jobs, runs)
  if (out !== null) finish(out, { comparison, tapes, jobs })
  return comparison
}

/** All tapes with their data, each scenario read once whatever its seeds. */
const resolvedTapes = async ({ scenarios, seeds, dataRoot }: CompareRequest): Promise<readonly ResolvedScenario[]> => {
  const tapes: ResolvedScenario[] = []
  for (const scenario of scenarios) {
    const resolved = await resolveScenario(scenario, dataRoot ?? null)
    for (const seed of seeds ?? [scenario.seed])
      tapes.push({ scenario: { ...resolved.scenario, seed }, tape: resolved.tape })
  }
  return tapes
}

const begin = (out: string): void => {
  makeFolder(out)
  for (const stale of ['comparison.json', 'report.html']) rmSync(join(out, stale), { force: true })
  writeWhole(
    join(out, UNFINISHED),
    'This comparison has not come to its end; the runs that have are in the folders here.\n',
  )
}

/** The scenario of a job as its run sees it. */
const resolvedFor = ({ tape, variant }: Job, tapes: readonly ResolvedScenario[]): ResolvedScenario | null => {
  const resolved = tapes[tape]
  if (resolved === undefined || variant.order === null) return resolved ?? null
  return { ...resolved, scenario: withPrintOrder(resolved.scenario, variant.order) }
}

const reuseInto = (runs: Map<Job, Run>, job: Job, tapes: readonly ResolvedScenario[]): void => {
  const resolved = resolvedFor(job, tapes)
  if (job.folder === null || resolved === null) return
  const run = reusableRun(job.folder, identityOf(resolved, job.policy), job.variant.bound)
  if (run !== null) runs.set(job, run)
}

const comparisonOf = (
  tapes: readonly ResolvedScenario[],
  jobs: readonly Job[],
  runs: ReadonlyMap<Job, Run>,
): Comparison => {
  const compared = tapes.map(({ scenario }, tape): TapeComparison => {
    const here = jobs.filter((job) => job.tape === tape)
    const policies = [...new Set(here.map(({ policy }) => policy.name))]
    return {
      scenario: scenario.name,
      seed: scenario.seed,
      policies: policies.map((policy) => ({
        policy,
        runs: here
          .filter((job) => job.policy.name === policy)
          .map((job) => ({ ...job.variant, run: runOf(job, runs) })),
      })),
    }
  })
  return {
    schema: 'ebbline.comparison/2',
    tapes: compared,
    verdicts: verdictsOf(compared),
    rankings: rankingsOf(compared),
  }
}

const runOf = (job: Job, runs: ReadonlyMap<Job, Run>): Run => {
  const run = runs.get(job)
  if (run === undefined) throw new CompareError(`no outcome of ${job.policy.name}; a worker died`)
  return run
}

interface Results {
  readonly comparison: Comparison
  readonly tapes: readonly ResolvedScenario[]
  readonly jobs: readonly Job[]
}

/** With several tapes each has a report of its own, and the one above shows the first tape and the claims over all. */
const finish = (out: string, { comparison, tapes, jobs }: Results): void => {
  for (const [at, { scenario }] of tapes.entries()) {
    const tape = comparison.tapes[at]
    if (tape === undefined) continue
    const runs = drawn(jobs.filter((job) => job.tape === at))
    if (tapes.length > 1) {
      const alone = { ...comparison, tapes: [tape], verdicts: verdictsOf([tape]), rankings: rankingsOf([tape]) }
      writeWhole(
        join(out, tapeFolder(scenario), 'report.html'),
        comparisonReport({ scenario, comparison: alone, runs }),
      )
    }
    if (at === 0) writeWhole(join(out, 'report.html'), comparisonReport({ scenario, comparison, runs }))
  }
  writeWhole(join(out, 'comparison.json'), `${encodeCanonical(comparison)}\n`)
  rmSync(join(out, UNFINISHED), { force: true })
}

/** What the folders of some runs keep for pictures. */
const drawn = (jobs: readonly Job[]): readonly ReportRun[] =>
  jobs.flatMap(({ policy, variant, folder }) =>
    folder === null ? [] : [{ policy, ...variant, outcome: keptOutcome(folder) }],
  )
