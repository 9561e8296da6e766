import { Worker } from 'node:worker_threads'
import type { Run } from '@ebbline/wire'
import { jobName, type Job } from './compare-jobs.ts'
import type { ResolvedScenario } from './recorded/index.ts'
import type { Progress } from './replay.ts'
import type { WorkerMessage, WorkerOrder } from './worker-message.ts'

/** A worker failed or the comparison was stopped. */
export class CompareError extends Error {
  override readonly name = 'CompareError'
}

/** Jobs to be run by some workers at once. */
export interface Pool {
  readonly tapes: readonly ResolvedScenario[]
  readonly jobs: readonly Job[]
  /** At least 1. */
  readonly workers: number
  readonly onProgress: ((progress: Progress) => void) | undefined
  /** Hears of each run as soon as it is done. */
  readonly onDone: (job: Job, run: Run) => void
  readonly signal: AbortSignal | undefined
}

/** Room for short-lived objects in a worker [MB]: a run makes many, and the default collects them too often. */
const YOUNG_MB = 96

/** Runs all jobs, each on the tape that its worker was last given; progress counts accounts × batches. @throws CompareError */
export const runAll = async (pool: Pool): Promise<void> => {
  const { jobs, tapes } = pool
  const tell = progressOf(pool)
  let next = 0
  const lane = async (): Promise<void> => {
    const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    let held = -1
    try {
      for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
        const resolved = tapes[job.tape]
        if (resolved !== undefined && held !== job.tape) send(worker, { kind: 'tape', resolved })
        held = job.tape
        const watching = job
        const run = await runJob(worker, job, { signal: pool.signal, onProgress: (step) => tell(watching, step) })
        pool.onDone(job, run)
      }
    } finally {
      await worker.terminate()
    }
  }
  const lanes = Math.max(1, Math.min(pool.workers, jobs.length))
  await Promise.all(Array.from({ length: lanes }, lane))
}

const send = (worker: Worker, order: WorkerOrder): void => worker.postMessage(order)

const progressOf = ({ jobs, onProgress }: Pool): ((job: Job, progress: Progress) => void) => {
  const done = new Map<Job, number>()
  const total = jobs.reduce((sum, { weight }) => sum + weight, 0)
  return (job, progress) => {
    done.set(job, (job.weight * progress.done) / Math.max(1, progress.total))
    const sum = [...done.values()].reduce((all, each) => all + each, 0)
    onProgress?.({ label: progress.label, done: sum, total })
  }
}

interface Watching {
  readonly signal: AbortSignal | undefined
  readonly onProgress: (progress: Progress) => void
}

const runJob = async (worker: Worker, job: Job, { signal, onProgress }: Watching): Promise<Run> => {
  const name = jobName(job)
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop)
  try {
    return await new Promise<Run>((resolve, reject) => {
      worker.removeAllListeners()
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'progress') onProgress(message.progress)
        if (message.kind === 'done') resolve(message.run)
        if (message.kind === 'failed') reject(new CompareError(`${name}: ${message.message}`))
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new CompareError(`${name} was stopped before its end`)))
      if (signal?.aborted === true) stop()
      else send(worker, { kind: 'job', policy: job.policy, variant: job.variant, folder: job.folder })
    })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
