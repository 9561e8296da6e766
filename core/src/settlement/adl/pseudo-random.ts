import { least, lots } from '../../units/index.ts'
import type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule } from '../types.ts'
import { inQueue } from './in-queue.ts'
import { keyedNumber } from './keyed-number.ts'

/**
 * Anybody on the other side, in profit or not: candidates stand in a circle by account id, and whole positions close from a pseudo-random
 * place on until the quantity is covered; only the last one asked closes in part.
 *
 *   first = draw(instrument, quantity, every candidate's id, size and profit) mod candidates
 *
 * The place follows from the request alone, so that a replay asks the same accounts, and moves with every price and every position. The
 * `last` ones stand in a circle of their own behind all others.
 *
 * @source dYdX v4, x/clob/keeper/deleveraging.go, OffsetSubaccountPerpetualPosition; docs/models/adl.md, section 5
 */
export const pseudoRandom: AdlRule = {
  name: 'pseudo-random',
  formula: 'whole positions by account id from a place drawn from the request, in profit or not; the last in part',
  seesHedges: false,
  allocate: (request: AdlRequest): readonly AdlAllocation[] => inQueue(circle(request), request.quantity),
  /** The place may fall before anybody: whoever is not `last` may be asked first. */
  maximum: ({ quantity, candidates }: AdlRequest): readonly AdlAllocation[] => {
    const others = candidates.filter(({ last }) => !last).reduce((sum, { size }) => sum + size, 0n)
    return candidates
      .map(({ account, size, last }) => ({ account, size: least(size, last ? lots(quantity - others) : quantity) }))
      .filter(({ size }) => size > 0n)
  },
}

const circle = (request: AdlRequest): readonly AdlCandidate[] => {
  const sorted = request.candidates.toSorted((one, other) => (one.account < other.account ? -1 : 1))
  const key = keyOf(request, sorted)
  return [false, true].flatMap((last, counter) => {
    const group = sorted.filter((candidate) => candidate.last === last)
    const first = group.length === 0 ? 0 : Number(keyedNumber(key, counter) % BigInt(group.length))
    return [...group.slice(first), ...group.slice(0, first)]
  })
}

const keyOf = ({ instrument, quantity }: AdlRequest, sorted: readonly AdlCandidate[]): string =>
  [instrument, quantity, ...sorted.map(({ account, size, profit }) => `${account}:${size}:${profit}`)].join('|')
