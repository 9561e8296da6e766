import type { Fill, OrderUpdate } from '../../market/index.ts'

/** The fills of a list of updates, in order; each match stands there once. */
export const fillsOf = (updates: readonly OrderUpdate[]): readonly Fill[] =>
  updates.flatMap((update) => (update.kind === 'filled' ? [update.fill] : []))
