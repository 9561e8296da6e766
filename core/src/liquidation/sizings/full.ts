import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { SizingStrategy } from '../types.ts'

/** All the way along the direction. */
export const full: SizingStrategy = {
  name: 'full',
  formula: 'all steps',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (_view, path) => ({ step: path.steps, facts: {}, reachable: true }),
}
