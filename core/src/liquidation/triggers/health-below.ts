import { formatRatio } from '../../units/index.ts'
import { breaches } from '../../margin/index.ts'
import { decimal, decimalIn, outside, schemaOf, ZERO } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while equity < multiple × maintenance requirement; equality is safe. */
export const healthBelow: TriggerStrategy = {
  name: 'health-below',
  formula: 'E < multiple × M',
  schema: schemaOf({ multiple: decimal('multiple of the maintenance requirement, above 0') }),
  check: (parameters) =>
    outside(
      parameters,
      'multiple',
      { above: ZERO },
      'give a multiple such as 1, or use the rule bankrupt for equity < 0',
    ),
  create: (parameters) => {
    const multiple = decimalIn(parameters, 'multiple')
    return {
      holds: ({ maintenance }) => ({
        holds: breaches(maintenance, multiple),
        facts: () => ({
          equityAtoms: String(maintenance.equity),
          requirementAtoms: String(maintenance.requirement),
          multiple: formatRatio(multiple),
        }),
      }),
      wake: { kind: 'health', multiple },
    }
  },
}
