import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { closableLegs, emptyPath, proportionalPath } from '../path.ts'
import type { DirectionStrategy } from '../types.ts'

/** One market at a time: the first position by name of which anything is not in flight yet. */
export const oneByOne: DirectionStrategy = {
  name: 'one-by-one',
  formula: 'first position by name',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view) => {
    const [first] = closableLegs(view)
    return first === undefined ? emptyPath({}) : proportionalPath([first], { instrument: first.instrument })
  },
}
