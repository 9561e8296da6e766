import { formatRatio } from '../../units/index.ts'
import { bufferedShortage } from '../buffered-shortage.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'

/**
 * Over once nothing is missing to maintenance with a buffer on notional and on losses, or once a slice was as large as its sizing needed,
 * whatever is missing then.
 *
 *   E + b·Σ min(0, profit) >= R + b·W
 *
 * @source docs/policies/drift-v2.md, eq. 1
 */
export const bufferedMargin: ExitStrategy = {
  name: 'buffered-margin',
  formula: 'E + b·Σ min(0, profit) >= R + b·W, or the slice was as large as needed',
  schema: schemaOf({ buffer: decimal('buffer as a share of notional and of losses, at most 1') }),
  check: (parameters) => outside(parameters, 'buffer', { atMost: ONE }, 'give a share such as 0.02'),
  remembers: ['untouched'],
  create: (parameters) => {
    const buffer = decimalIn(parameters, 'buffer')
    return {
      reached: (view) => {
        const shortage = bufferedShortage(view, buffer)
        const met = view.episode.met === true
        const facts = () => ({ shortageAtoms: String(shortage), buffer: formatRatio(buffer), asNeeded: String(met) })
        return { holds: met || shortage <= 0n, facts }
      },
      multiple: null,
      shortage: (view) => bufferedShortage(view, buffer),
    }
  },
}
