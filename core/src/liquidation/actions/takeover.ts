import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { ActionStrategy } from '../types.ts'

/** A hand-over of the slice at the legs' bankruptcy prices, to whoever the policy's waterfall names. */
export const takeover: ActionStrategy = {
  name: 'takeover',
  formula: 'x at bankruptcy prices to the waterfall',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({ kind: 'takeover' }),
}
