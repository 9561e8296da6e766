import { least, lots, type Lots } from '../../units/index.ts'
import type { AdlAllocation, AdlCandidate } from '../types.ts'

/** Whole positions in the order of a queue until the quantity is covered; only the last one asked closes in part. */
export const inQueue = (queue: readonly AdlCandidate[], quantity: Lots): readonly AdlAllocation[] => {
  const allocations: AdlAllocation[] = []
  let left: Lots = quantity
  for (const { account, size: whole } of queue) {
    if (left <= 0n) break
    const size = least(whole, left)
    allocations.push({ account, size })
    left = lots(left - size)
  }
  return allocations
}
