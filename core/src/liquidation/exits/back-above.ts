import { formatRatio } from '../../units/index.ts'
import { breaches } from '../../margin/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'

/**
 * Over once equity >= multiple × maintenance requirement, be that below maintenance: the account is handed back to the milder stages,
 * which begin anew with the next look. For venues whose harsher stage holds only while its own level is breached.
 */
export const backAbove: ExitStrategy = {
  name: 'back-above',
  formula: 'E >= multiple × M; below 1 the milder stages begin anew',
  schema: schemaOf({ multiple: decimal('multiple of the maintenance requirement, above 0, at most 1') }),
  check: (parameters) =>
    outside(
      parameters,
      'multiple',
      { above: ZERO, atMost: ONE },
      'give the level of the stage, or use the rule target',
    ),
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
