import type { PacingStrategy } from '../types.ts'
import { atOnce } from './at-once.ts'
import { cooldown } from './cooldown.ts'
import { dualPrice } from './dual-price.ts'
import { roundShare } from './round-share.ts'
import { freedRamp } from './freed-ramp.ts'
import { blockBudget } from './block-budget.ts'

/** How much of the slice now. */
export const pacings: readonly PacingStrategy[] = [atOnce, cooldown, roundShare, dualPrice, blockBudget, freedRamp]
