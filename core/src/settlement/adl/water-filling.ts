import type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule } from '../types.ts'
import { pour, pourAtMost, pourInRounds, type Portion } from './pour.ts'
import { weighedRounds } from './weighed-rounds.ts'

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
  formula: 'min(size, θ · profit), Σ = quantity, of those in profit; then by size of the others',
  seesHedges: false,
  allocate: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] =>
    pourInRounds(roundsOf(candidates), quantity, pour),
  maximum: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] =>
    pourInRounds(roundsOf(candidates), quantity, pourAtMost),
}

const roundsOf = (candidates: readonly AdlCandidate[]): readonly (readonly Portion[])[] =>
  weighedRounds(candidates, ({ profit }) => profit)
