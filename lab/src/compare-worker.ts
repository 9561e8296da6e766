import { parentPort } from 'node:worker_threads'
import { withPrintOrder, type ResolvedScenario } from './recorded/index.ts'
import { replay } from './replay.ts'
import type { WorkerMessage, WorkerOrder } from './worker-message.ts'

const say = (message: WorkerMessage): void => parentPort?.postMessage(message)

let tape: ResolvedScenario | null = null

/** Runs what it is sent on the tape that it was given, and answers each job with progress and then its run or its failure. */
parentPort?.on('message', (order: WorkerOrder) => {
  if (order.kind === 'tape') tape = order.resolved
  else if (tape !== null) work(order, tape)
})

const work = ({ policy, variant, folder }: Extract<WorkerOrder, { kind: 'job' }>, resolved: ResolvedScenario): void => {
  const { bound, order } = variant
  const scenario = order === null ? resolved.scenario : withPrintOrder(resolved.scenario, order)
  replay({
    scenario: { scenario, tape: resolved.tape },
    policy,
    bound,
    folder,
    keepsOutcome: true,
    onProgress: (progress) => say({ kind: 'progress', progress }),
  }).then(
    ({ run }) => say({ kind: 'done', run }),
    (error: unknown) =>
      say({ kind: 'failed', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }),
  )
}
