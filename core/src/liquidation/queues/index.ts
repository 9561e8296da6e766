import type { QueueStrategy } from '../types.ts'
import { leastDistance } from './least-distance.ts'
import { fillablePriceDistance } from './fillable-price-distance.ts'

/** Which account goes first. */
export const queues: readonly QueueStrategy[] = [leastDistance, fillablePriceDistance]
