import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { closableLegs, proportionalPath } from '../path.ts'
import type { DirectionStrategy } from '../types.ts'

/** All positions in proportion. */
export const allProRata: DirectionStrategy = {
  name: 'all-pro-rata',
  formula: 'x_i = s·q_i for every position, s from 0 to 1',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view) => {
    const legs = closableLegs(view)
    return proportionalPath(legs, { legs: legs.map((leg) => leg.instrument).join(' ') })
  },
}
