import type { LimitStrategy } from '../types.ts'
import { bankruptcy } from './bankruptcy.ts'
import { market } from './market.ts'
import { markOffset } from './mark-offset.ts'

/** At what price at worst. */
export const limits: readonly LimitStrategy[] = [market, markOffset, bankruptcy]
