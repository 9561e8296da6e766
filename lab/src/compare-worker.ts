import { parentPort } from 'node:worker_threads'
import { replay, type ReplayRequest } from './replay.ts'
import type { WorkerMessage } from './worker-message.ts'

const say = (message: WorkerMessage): void => parentPort?.postMessage(message)

/** Runs what it is sent, one job after another, and answers each with progress and then its outcome or its failure. */
parentPort?.on('message', (job: Omit<ReplayRequest, 'onProgress' | 'signal'>) => {
  replay({ ...job, onProgress: (progress) => say({ kind: 'progress', progress }) }).then(
    (outcome) => say({ kind: 'done', outcome }),
    (error: unknown) =>
      say({ kind: 'failed', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }),
  )
})
