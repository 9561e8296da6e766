import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Comparison } from '@ebbline/lab'
import { ArgumentError } from '../failure.ts'
import { intoWholeFolder, makeFolder, requireFree } from '../inputs/out-folder.ts'

/** Where a comparison goes, and whether it may go on with what is there. */
export interface Place {
  readonly cwd: string
  /** As the user typed it. */
  readonly out: string | undefined
  readonly resume: boolean
}

/** What the work is told: where to write, whether to use finished runs found there, and whom to tell of finished runs. */
export interface Task {
  readonly out: string | null
  readonly reuse: boolean
  readonly onRun: (finished: number, all: number) => void
}

/** A comparison was stopped or failed; finished runs were kept. */
export class ComparisonStopped extends Error {
  override readonly name = 'ComparisonStopped'
  constructor(kept: { readonly finished: number; readonly all: number; readonly folder: string }, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const { finished, all, folder } = kept
    super(`${why}; ${finished} of ${all} runs are kept in ${folder}; go on with the same command and --resume`, {
      cause,
    })
  }
}

/**
 * Does the work of a comparison where its result belongs. Without `resume` the folder appears when all is done, or when the work ends
 * early with finished runs and no earlier result stands there. With it work is done in the folder itself, run by run.
 *
 * @throws ComparisonStopped when the work failed but finished runs were kept; otherwise what the work throws
 */
export const keptComparison = async (
  { cwd, out, resume }: Place,
  work: (task: Task) => Promise<Comparison>,
): Promise<Comparison> => {
  let [finished, all] = [0, 0]
  const onRun = (done: number, total: number): void => void ([finished, all] = [done, total])
  if (out === undefined) {
    if (resume)
      throw new ArgumentError('--resume', 'given', 'with --out only', 'name the folder of the stopped comparison')
    return work({ out: null, reuse: false, onRun })
  }
  const { UNFINISHED } = await import('@ebbline/lab')
  const folder = resolve(cwd, out)
  requireFree(folder, ['comparison.json', UNFINISHED])
  const keeps = (): boolean => finished > 0 && (resume || !existsSync(join(folder, 'comparison.json')))
  try {
    if (!resume) return await intoWholeFolder(folder, (into) => work({ out: into, reuse: false, onRun }), keeps)
    makeFolder(folder, out)
    return await work({ out: folder, reuse: true, onRun })
  } catch (error) {
    throw keeps() ? new ComparisonStopped({ finished, all, folder: out }, error) : error
  }
}
