import type { PolicyDeclaration } from '@ebbline/core'
import type { Run } from '@ebbline/wire'
import type { ResolvedScenario } from './recorded/index.ts'
import type { Progress } from './replay.ts'
import type { Variant } from './variants.ts'

/** What a worker is told: the tape that all further jobs are run on, or a job. */
export type WorkerOrder =
  | { readonly kind: 'tape'; readonly resolved: ResolvedScenario }
  | {
      readonly kind: 'job'
      readonly policy: PolicyDeclaration
      readonly variant: Variant
      readonly folder: string | null
    }

/** What a worker says: progress on the way, then the run or why it failed. Whatever else pictures need stays in the run's folder. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly run: Run }
  | { readonly kind: 'failed'; readonly message: string }
