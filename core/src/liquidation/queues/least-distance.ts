import { ratio, shareOf, type Ratio } from '../../units/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { QueueStrategy } from '../types.ts'

const FAR: Ratio = ratio(10n ** 36n)

/**
 * Nearest to bankruptcy first: rank = equity / maintenance requirement, rounded down. Without a requirement there is no
 * distance: a debt goes before, anything else after, every account that has one.
 */
export const leastDistance: QueueStrategy = {
  name: 'least-distance',
  formula: 'E / M, smallest first',
  schema: NO_PARAMETERS,
  check: noRules,
  create:
    () =>
    ({ maintenance: { equity, requirement } }) => {
      if (requirement > 0n) return shareOf(equity, requirement, 'down')
      return equity < 0n ? ratio(-FAR) : FAR
    },
}
