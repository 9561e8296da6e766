import { greatest, type Atoms } from '../../units/index.ts'
import type { Fraction } from '../../instruments/index.ts'
import type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule } from '../types.ts'
import { inQueue } from './in-queue.ts'
import { compareFractions } from './water-level.ts'

/**
 * The queue of production venues: whole positions close in order of rank until the quantity is covered; only the last one
 * asked may close in part.
 *
 *   in profit   rank = profit/entry · notional/equity      out of profit   rank = profit/entry · equity/notional
 *
 * Larger rank first: the best paid and most leveraged winners, then those at zero, then losers, the small loss at high
 * leverage before the large loss at low leverage. Equity and entry notional count as at least one atom, so a candidate
 * without equity counts as leveraged without bound. Ties go by account id; `last` candidates come after all others.
 *
 * @source Hyperliquid and Binance documentation of auto-deleveraging; docs/models/adl.md, eq. 1
 */
export const profitLeverage: AdlRule = {
  name: 'profit-leverage',
  formula:
    'whole positions, largest profit/entry · notional/equity first, losers by profit/entry · equity/notional; the last in part',
  seesHedges: false,
  allocate: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] => inQueue(queueOf(candidates), quantity),
  /** A longer demand never asks anybody for less. */
  maximum: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] => inQueue(queueOf(candidates), quantity),
}

const queueOf = (candidates: readonly AdlCandidate[]): readonly AdlCandidate[] =>
  candidates
    .map((candidate) => ({ candidate, rank: rankOf(candidate) }))
    .toSorted(beforeInQueue)
    .map(({ candidate }) => candidate)

interface Queued {
  readonly candidate: AdlCandidate
  readonly rank: Fraction
}

const rankOf = ({ profit, entryNotional, notional, equity }: AdlCandidate): Fraction =>
  profit > 0n
    ? { numerator: profit * notional, denominator: counted(entryNotional) * counted(equity) }
    : { numerator: profit * counted(equity), denominator: counted(entryNotional) * counted(notional) }

const counted = (amount: Atoms): bigint => greatest<bigint>(amount, 1n)

const beforeInQueue = (one: Queued, other: Queued): number => {
  if (one.candidate.last !== other.candidate.last) return one.candidate.last ? 1 : -1
  const order = compareFractions(other.rank, one.rank)
  if (order !== 0) return order
  return one.candidate.account < other.candidate.account ? -1 : 1
}
