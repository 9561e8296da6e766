import type { AdlCandidate } from '../types.ts'
import type { Portion } from './pour.ts'

/**
 * Who is asked before whom, whole positions: those in profit, weighed by `winning`; then the others, weighed by size; then the `last`
 * ones in the same two rounds.
 */
export const weighedRounds = (
  candidates: readonly AdlCandidate[],
  winning: (candidate: AdlCandidate) => bigint,
): readonly (readonly Portion[])[] =>
  [false, true].flatMap((last) => {
    const group = candidates.filter((candidate) => candidate.last === last)
    const winners = group.filter(({ profit }) => profit > 0n)
    const others = group.filter(({ profit }) => profit <= 0n)
    return [
      winners.map((candidate) => portionOf(candidate, winning(candidate))),
      others.map((candidate) => portionOf(candidate, candidate.size)),
    ]
  })

const portionOf = ({ account, owner, size }: AdlCandidate, weight: bigint): Portion => ({
  account,
  owner,
  weight,
  cap: size,
})
