import { least, lots, NO_LOTS, type Lots } from '../../units/index.ts'
import type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule } from '../types.ts'
import { roundByOwner } from './round-by-owner.ts'
import { waterLevel } from './water-level.ts'

/**
 * Capped pro-rata: everyone in profit closes in proportion to profit, nobody more than the position.
 *
 *   h_i = min(size_i, θ · w_i)        Σ h_i = quantity
 *
 * w is the profit of those in profit. When their positions are used up, the others follow in proportion to size, and only
 * then, in the same two rounds, the `last` ones. Each account closes the exact share rounded to a neighbouring whole lot,
 * and so does the sum over each owner's accounts. The order of the candidates does not matter.
 *
 * Cutting a position in k equal-ratio parts under one owner changes nothing; under k owners it saves at most k lots.
 *
 * @source Chitra 2025, arXiv 2512.01112, algorithm 1; docs/models/adl.md, eq. 2 and 3
 */
export const waterFilling: AdlRule = {
  name: 'water-filling',
  allocate: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] => {
    const allocations: AdlAllocation[] = []
    let left: Lots = quantity
    for (const round of roundsOf(candidates)) {
      const amount = least(left, totalSize(round.map(({ candidate }) => candidate)))
      if (amount <= 0n) continue
      allocations.push(...pour(round, amount))
      left = lots(left - amount)
    }
    return allocations.toSorted((one, other) => (one.account < other.account ? -1 : 1))
  },
}

interface Weighed {
  readonly candidate: AdlCandidate
  readonly weight: bigint
}

const roundsOf = (candidates: readonly AdlCandidate[]): readonly (readonly Weighed[])[] =>
  [false, true].flatMap((last) => {
    const group = candidates.filter((candidate) => candidate.last === last)
    const winners = group.filter(({ profit }) => profit > 0n)
    const others = group.filter(({ profit }) => profit <= 0n)
    return [
      winners.map((candidate) => ({ candidate, weight: candidate.profit })),
      others.map((candidate) => ({ candidate, weight: candidate.size })),
    ]
  })

/** Shares `amount`, at most what the round can close, by water level. */
const pour = (round: readonly Weighed[], amount: Lots): readonly AdlAllocation[] => {
  const vessels = round.map(({ candidate, weight }) => ({
    width: weight,
    full: { numerator: candidate.size, denominator: weight },
  }))
  const level = waterLevel(vessels, amount)
  if (level === null) return round.map(({ candidate }) => ({ account: candidate.account, size: candidate.size }))
  const parts = round.map(({ candidate, weight }) => {
    const exact = weight * level.numerator
    const isFull = exact >= candidate.size * level.denominator
    return {
      account: candidate.account,
      owner: candidate.owner,
      whole: isFull ? candidate.size : lots(exact / level.denominator),
      remainder: isFull ? 0n : exact % level.denominator,
    }
  })
  return roundByOwner(parts, { amount, denominator: level.denominator })
}

const totalSize = (candidates: readonly AdlCandidate[]): Lots =>
  candidates.reduce((sum, candidate) => lots(sum + candidate.size), NO_LOTS)
