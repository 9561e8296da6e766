import { formatRatio } from '../../units/index.ts'
import { breaches, measure } from '../../margin/index.ts'
import { belowMaintenance, choice, decimal, decimalIn, schemaOf } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'

/**
 * Over once equity >= multiple × maintenance requirement: the other edge of a hysteresis band. With level `initial` both are taken at the
 * initial level, where profit may count less and requirements are higher.
 */
export const target: ExitStrategy = {
  name: 'target',
  formula: 'E >= multiple × M',
  schema: schemaOf(
    {
      multiple: decimal('multiple of the maintenance requirement, at least 1'),
      level: choice('level at which equity and requirement are taken; absent = maintenance', [
        'maintenance',
        'initial',
      ]),
    },
    ['level'],
  ),
  check: (parameters) =>
    belowMaintenance(parameters, 'multiple', 'an account is never let go below its maintenance requirement'),
  create: (parameters) => {
    const multiple = decimalIn(parameters, 'multiple')
    const initial = parameters['level'] === 'initial'
    return {
      reached: (view) => {
        const { maintenance, rules, account, marks } = view
        const measured = initial ? measure(rules, account, marks, 'initial') : maintenance
        return {
          holds: !breaches(measured, multiple),
          facts: () => ({
            equityAtoms: String(measured.equity),
            requirementAtoms: String(measured.requirement),
            multiple: formatRatio(multiple),
            ...(initial ? { level: 'initial' } : {}),
          }),
        }
      },
      multiple,
    }
  },
}
