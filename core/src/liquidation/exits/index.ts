import type { ExitStrategy } from '../types.ts'
import { backAbove } from './back-above.ts'
import { bufferedMargin } from './buffered-margin.ts'
import { auctionTarget } from './auction-target.ts'
import { debtWithin } from './debt-within.ts'
import { flat } from './flat.ts'
import { recovered } from './recovered.ts'
import { restedTarget } from './rested-target.ts'
import { target } from './target.ts'

/** When a stage is over. */
export const exits: readonly ExitStrategy[] = [
  target,
  auctionTarget,
  restedTarget,
  recovered,
  flat,
  debtWithin,
  bufferedMargin,
  backAbove,
]
