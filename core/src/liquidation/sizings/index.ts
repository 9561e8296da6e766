import type { SizingStrategy } from '../types.ts'
import { cutAndSettleSizing } from './cut-and-settle.ts'
import { disposal } from './disposal.ts'
import { asymptoticCurve } from './asymptotic-curve.ts'
import { breachShareSizing } from './breach-share.ts'
import { coverShortage } from './cover-shortage.ts'
import { auctionFraction } from './auction-fraction.ts'
import { fraction } from './fraction.ts'
import { full } from './full.ts'
import { justEnough } from './just-enough.ts'
import { shareStep } from './share-step.ts'
import { tierStep } from './tier-step.ts'
import { tokenForTokenSizing } from './token-for-token.ts'
import { blockPortion } from './block-portion.ts'

/** How far along the direction. */
export const sizings: readonly SizingStrategy[] = [
  full,
  fraction,
  disposal,
  shareStep,
  tierStep,
  justEnough,
  auctionFraction,
  cutAndSettleSizing,
  tokenForTokenSizing,
  blockPortion,
  asymptoticCurve,
  coverShortage,
  breachShareSizing,
]
