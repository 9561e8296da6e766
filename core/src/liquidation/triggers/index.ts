import type { TriggerStrategy } from '../types.ts'
import { allOf } from './all.ts'
import { anyOf } from './any.ts'
import { bankrupt } from './bankrupt.ts'
import { belowLowestRate } from './below-lowest-rate.ts'
import { debtAbove } from './debt-above.ts'
import { healthBelow } from './health-below.ts'
import { holdsPositions } from './holds-positions.ts'
import { lowestTier } from './lowest-tier.ts'
import { marginWithReward } from './margin-with-reward.ts'
import { noPositions } from './no-positions.ts'
import { remainingCollateral } from './remaining-collateral.ts'
import { seizedTrigger } from './seized.ts'
import { noTaker } from './no-taker.ts'
import { notionalAbove } from './notional-above.ts'
import { notionalBelow } from './notional-below.ts'
import { sinceFirstAction } from './since-first-action.ts'
import { stageLasted } from './stage-lasted.ts'
import { tierAboveLowest } from './tier-above-lowest.ts'
import { unfilled } from './unfilled.ts'

/** When a stage is due. */
export const triggers: readonly TriggerStrategy[] = [
  healthBelow,
  bankrupt,
  belowLowestRate,
  notionalAbove,
  notionalBelow,
  tierAboveLowest,
  lowestTier,
  sinceFirstAction,
  stageLasted,
  unfilled,
  noTaker,
  holdsPositions,
  noPositions,
  marginWithReward,
  remainingCollateral,
  seizedTrigger,
  debtAbove,
  allOf,
  anyOf,
]
