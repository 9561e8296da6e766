import { parentPort, workerData } from 'node:worker_threads'
import { replay, type ReplayRequest } from './replay.ts'
import type { WorkerMessage } from './worker-message.ts'

const say = (message: WorkerMessage): void => parentPort?.postMessage(message)

const request = workerData as Omit<ReplayRequest, 'onProgress' | 'signal'>

try {
  const outcome = await replay({ ...request, onProgress: (progress) => say({ kind: 'progress', progress }) })
  say({ kind: 'done', outcome })
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
}
