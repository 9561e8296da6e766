import { formatRatio } from '../../units/index.ts'
import { breaches } from '../../margin/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'

/** Over once equity >= multiple × maintenance requirement: the other edge of a hysteresis band. */
export const target: ExitStrategy = {
  name: 'target',
  formula: 'E >= multiple × M',
  schema: schemaOf({ multiple: decimal('multiple of the maintenance requirement, at least 1') }),
  check: (parameters) =>
    outside(parameters, 'multiple', { atLeast: ONE }, 'an account is never let go below its maintenance requirement'),
  create: (parameters) => {
    const multiple = decimalIn(parameters, 'multiple')
    return {
      reached: ({ maintenance }) => ({
        holds: !breaches(maintenance, multiple),
        facts: () => ({
          equityAtoms: String(maintenance.equity),
          requirementAtoms: String(maintenance.requirement),
          multiple: formatRatio(multiple),
        }),
      }),
      multiple,
    }
  },
}
