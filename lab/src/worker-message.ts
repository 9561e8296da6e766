import type { Progress, RunOutcome } from './replay.ts'

/** What a worker says: progress on the way, then its outcome or why it failed. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly outcome: RunOutcome }
  | { readonly kind: 'failed'; readonly message: string }
