import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { AllocationStrategy } from '../types.ts'
import { inQueueOrder } from '../in-queue-order.ts'

/** Every account by itself: all proposals are granted whole, whatever they add up to. */
export const independent: AllocationStrategy = {
  name: 'independent',
  formula: 'all granted',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    budget: () => null,
    allocate: (proposals) =>
      inQueueOrder(proposals).map(({ account, legs }) => ({
        account,
        legs: legs.filter((leg) => leg.size !== 0n),
        bound: [],
      })),
  }),
}
