import { formatRatio } from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { positionBlockLimit } from '../block-limits.ts'
import { numeraireAtoms } from '../numeraire-unit.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { legsNotional } from '../positions.ts'
import type { SizingStrategy } from '../types.ts'

/**
 * A share of the direction's notional, but no less than a floor: the whole where the floor or the share reaches it, else as many
 * whole steps as fit into it, and always one.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetLiquidatablePositionSizeDelta
 */
export const blockPortion: SizingStrategy = {
  name: 'block-portion',
  formula: 'x ≤ max(min(floor, N), ⌊portion·N⌋), at least one step',
  schema: schemaOf({
    portion: decimal('share of the notional that one slice closes, above 0, at most 1'),
    floor: decimal('notional that is closed at least, in units of the numeraire'),
  }),
  check: (parameters) => outside(parameters, 'portion', { above: ZERO, atMost: ONE }, 'give a share such as 0.1'),
  create: (parameters) => {
    const portion = decimalIn(parameters, 'portion')
    return (view, path) => {
      const notional = legsNotional(view, path.at(path.steps))
      const floor = numeraireAtoms(view.rules, decimalIn(parameters, 'floor'))
      const limit = positionBlockLimit(notional, { floor, portion })
      const exceeds = (step: bigint): boolean => legsNotional(view, path.at(step)) > limit.most
      const first = limit.most >= notional ? null : bisectInteger(1n, path.steps, exceeds)
      const fitting = first === null ? path.steps : first - 1n
      return {
        step: fitting === 0n && path.steps > 0n ? 1n : fitting,
        facts: {
          portion: formatRatio(portion),
          leastAtoms: String(limit.least),
          mostAtoms: String(limit.most),
        },
        reachable: true,
      }
    }
  },
}
