import type { Context } from '../context.ts'
import type { SharedOptions } from '../options.ts'
import type { Progress } from '../progress.ts'

/** What was asked of a study. */
export interface StudyOptions extends SharedOptions {
  readonly data?: string
  readonly seed: number
  readonly accounts?: number
  readonly minutes: number
}

/** A study with all that it needs to answer. */
export interface Asked {
  readonly context: Context
  readonly options: StudyOptions
  readonly dataRoot: string
  readonly progress: Progress
}
