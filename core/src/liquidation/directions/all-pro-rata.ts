import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { closableLegs, proportionalPath } from '../path.ts'
import type { DirectionStrategy } from '../types.ts'

/** All positions in proportion. */
export const allProRata: DirectionStrategy = {
  name: 'all-pro-rata',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view) => {
    const legs = closableLegs(view)
    return proportionalPath(legs, { legs: legs.map((leg) => leg.instrument).join(' ') })
  },
}
