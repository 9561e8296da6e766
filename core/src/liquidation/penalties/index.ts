import type { PenaltyStrategy } from '../types.ts'
import { exponentialOverTime } from './exponential-over-time.ts'
import { exponentialPenalty } from './exponential.ts'
import { feeRamp } from './fee-ramp.ts'
import { flatPenalty } from './flat.ts'
import { insuranceFee } from './insurance-fee.ts'
import { improvementShare } from './improvement-share.ts'
import { keeperRewardPenalty } from './keeper-reward.ts'
import { linearPenalty } from './linear.ts'
import { noPenalty } from './none.ts'
import { valueShare } from './value-share.ts'

/** What a liquidation costs beyond the market. */
export const penalties: readonly PenaltyStrategy[] = [
  noPenalty,
  flatPenalty,
  linearPenalty,
  keeperRewardPenalty,
  improvementShare,
  valueShare,
  exponentialPenalty,
  exponentialOverTime,
  feeRamp,
  insuranceFee,
]
