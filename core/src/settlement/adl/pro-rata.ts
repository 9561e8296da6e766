import type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule } from '../types.ts'
import { pour, pourAtMost, pourInRounds, type Portion } from './pour.ts'
import { weighedRounds } from './weighed-rounds.ts'

/**
 * The same share of every position in profit, whatever the profit:
 *
 *   h_i = quantity · size_i / Σ size        rounded to a neighbouring lot
 *
 * When their positions are used up, the others follow with one share of their own, and only then, in the same two rounds, the `last`
 * ones. Order of candidates and splits among one's own accounts do not matter; a split under k owners saves at most k lots.
 *
 * @source docs/models/adl.md, eq. 6
 */
export const proRata: AdlRule = {
  name: 'pro-rata',
  formula: 'quantity · size / Σ size of those in profit, then of the others; neighbouring lots',
  seesHedges: false,
  allocate: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] =>
    pourInRounds(roundsOf(candidates), quantity, pour),
  maximum: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] =>
    pourInRounds(roundsOf(candidates), quantity, pourAtMost),
}

const roundsOf = (candidates: readonly AdlCandidate[]): readonly (readonly Portion[])[] =>
  weighedRounds(candidates, ({ size }) => size)
