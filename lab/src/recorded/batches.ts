import type { Scenario } from '@ebbline/wire'
import type { SeriesPrints } from './prints.ts'

/** The grid on which a run takes news. */
export interface BatchGrid {
  readonly startUtcMs: number
  readonly batchMs: number
  /** Last batch of the run. */
  readonly horizon: number
  /** Last batch of the no-action counterfactual. */
  readonly last: number
}

/** Batches of a recorded scenario: the counterfactual goes as far as the tape is read. */
export const batchGrid = ({ clock, path }: Scenario): BatchGrid => {
  const end = clock.startUtcMs + (clock.horizonSec + clock.counterfactualSec) * 1000
  const read = path.kind === 'recorded' ? Math.min(end, Date.parse(path.to)) : end
  return {
    startUtcMs: clock.startUtcMs,
    batchMs: clock.batchMs,
    horizon: Math.floor((clock.horizonSec * 1000) / clock.batchMs),
    last: Math.floor((read - clock.startUtcMs) / clock.batchMs),
  }
}

/** The print that is news in each batch: its index among the prints of its series, -1 for a batch without news. */
export type News = Int32Array

/**
 * In which batch each print becomes known: the first one at or after its time. Batch 0 knows the last print at or before the start.
 * Where several fall into one batch the last stands; for series that print it is never so, for a batch is at most a quarter of their bars.
 */
export const newsOf = ({ startUtcMs, batchMs, last }: BatchGrid, { times }: SeriesPrints): News => {
  const news = new Int32Array(last + 1).fill(-1)
  for (let at = 0; at < times.length; at += 1) {
    const batch = Math.max(0, Math.ceil(((times[at] ?? 0) - startUtcMs) / batchMs))
    if (batch > last) break
    news[batch] = at
  }
  return news
}
