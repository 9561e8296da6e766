import type { DirectionStrategy } from '../types.ts'
import { allProRata } from './all-pro-rata.ts'
import { cheaperOf } from './cheaper-of.ts'
import { hedgeAware } from './hedge-aware.ts'
import { hedgeWithPerpetual } from './hedge-with-perpetual.ts'
import { inTurn } from './in-turn.ts'
import { largestContribution } from './largest-contribution.ts'
import { largeInParts } from './large-in-parts.ts'
import { largestPosition } from './largest-position.ts'
import { sellCollateral } from './sell-collateral.ts'
import { untouchedProRata } from './untouched-pro-rata.ts'
import { oneByOne } from './one-by-one.ts'
import { randomMarket } from './random-market.ts'

/** Which way to shrink. */
export const directions: readonly DirectionStrategy[] = [
  allProRata,
  untouchedProRata,
  largestPosition,
  largeInParts,
  hedgeAware,
  largestContribution,
  hedgeWithPerpetual,
  sellCollateral,
  cheaperOf,
  inTurn,
  oneByOne,
  randomMarket,
]
