import type { PenaltyStrategy } from '../types.ts'
import { flatPenalty } from './flat.ts'
import { noPenalty } from './none.ts'

/** What a liquidation costs beyond the market. */
export const penalties: readonly PenaltyStrategy[] = [noPenalty, flatPenalty]
