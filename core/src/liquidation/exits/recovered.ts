import { formatRatio } from '../../units/index.ts'
import { breaches } from '../../margin/index.ts'
import { belowMaintenance, decimal, decimalIn, schemaOf } from '../parameters.ts'
import { untouchedMeasure } from '../untouched.ts'
import type { ExitStrategy } from '../types.ts'

/**
 * Over once equity >= multiple × maintenance requirement, and would be had nobody touched the account: prices came back, or cash came
 * in. What own closing did to its health ends nothing, so that a curve on the untouched account is never begun anew half-way.
 */
export const recovered: ExitStrategy = {
  name: 'recovered',
  formula: 'E >= multiple × M, and so for the account as the episode found it',
  schema: schemaOf({ multiple: decimal('multiple of the maintenance requirement, at least 1') }),
  check: (parameters) =>
    belowMaintenance(parameters, 'multiple', 'an account is never let go below its maintenance requirement'),
  remembers: ['untouched'],
  create: (parameters) => {
    const multiple = decimalIn(parameters, 'multiple')
    return {
      reached: (view) => {
        const { untouched } = view.episode
        const found = untouched === undefined ? view.maintenance : untouchedMeasure(untouched, view)
        return {
          holds: !breaches(view.maintenance, multiple) && !breaches(found, multiple),
          facts: () => ({
            equityAtoms: String(view.maintenance.equity),
            requirementAtoms: String(view.maintenance.requirement),
            untouchedEquityAtoms: String(found.equity),
            untouchedRequirementAtoms: String(found.requirement),
            multiple: formatRatio(multiple),
          }),
        }
      },
      multiple,
    }
  },
}
