import type { LimitStrategy } from '../types.ts'
import { bankruptcy } from './bankruptcy.ts'
import { dutchPhases } from './dutch-phases.ts'
import { insolventPhase } from './insolvent-phase.ts'
import { entry } from './entry.ts'
import { keepShare } from './keep-share.ts'
import { market } from './market.ts'
import { markOffset } from './mark-offset.ts'
import { midOffset } from './mid-offset.ts'
import { fillablePriceLimit } from './fillable-price.ts'
import { throughBook } from './through-book.ts'
import { zeroPriceLimit } from './zero-price.ts'

/** At what price at worst. */
export const limits: readonly LimitStrategy[] = [
  market,
  markOffset,
  midOffset,
  bankruptcy,
  fillablePriceLimit,
  keepShare,
  entry,
  zeroPriceLimit,
  dutchPhases,
  insolventPhase,
  throughBook,
]
