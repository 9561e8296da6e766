import { formatRatio, mulDiv, RATIO_ONE } from '../../units/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import type { SizingStrategy } from '../types.ts'

/** A fixed share of the direction, rounded up to a step, so that at least one step is taken where there is one. */
export const fraction: SizingStrategy = {
  name: 'fraction',
  formula: 'ceil(share × steps)',
  schema: schemaOf({ share: decimal('share of the direction, above 0, at most 1') }),
  check: (parameters) => outside(parameters, 'share', { above: ZERO, atMost: ONE }, 'give a share such as 0.2'),
  create: (parameters) => {
    const share = decimalIn(parameters, 'share')
    return (_view, path) => ({
      step: mulDiv(path.steps, share, RATIO_ONE, 'up'),
      facts: { share: formatRatio(share) },
      reachable: true,
    })
  },
}
