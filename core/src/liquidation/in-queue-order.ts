import type { Proposal } from './types.ts'

/** Proposals by rank, smallest first; equal ranks by account id, so that the order of the input never matters. */
export const inQueueOrder = (proposals: readonly Proposal[]): readonly Proposal[] =>
  proposals.toSorted((a, b) => {
    if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1
    return a.account < b.account ? -1 : a.account > b.account ? 1 : 0
  })
