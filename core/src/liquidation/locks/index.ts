import type { LockStrategy } from '../types.ts'
import { afterShortfall } from './after-shortfall.ts'
import { insolventRequirement } from './insolvent-requirement.ts'

/** When nobody may withdraw. */
export const locks: readonly LockStrategy[] = [insolventRequirement, afterShortfall]
