import { atoms, formatRatio, type Atoms, type Ratio } from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { blocksDue, BLOCK_MS, CATCH_UP, positionBlockLimit } from '../block-limits.ts'
import { numeraireAtoms } from '../numeraire-unit.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, together, wholeIn, ZERO } from '../parameters.ts'
import { legsNotional } from '../positions.ts'
import type { LiquidationView, Parameters, SizingStrategy } from '../types.ts'

/**
 * A share of the direction's notional, but no less than a floor: the whole where the floor or the share reaches it, else as many
 * whole steps as fit into it, and always one. With `catchUp` a slice stands for all blocks since the last one, each closing its share of
 * what the one before left.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetLiquidatablePositionSizeDelta
 */
export const blockPortion: SizingStrategy = {
  name: 'block-portion',
  formula: 'x ≤ max(min(floor, N), ⌊portion·N⌋) for each block due, at least one step',
  schema: schemaOf(
    {
      portion: decimal('share of the notional that one slice closes, above 0, at most 1'),
      floor: decimal('notional that is closed at least, in units of the numeraire'),
      catchUp: CATCH_UP,
      blockMs: BLOCK_MS,
    },
    ['catchUp', 'blockMs'],
  ),
  check: (parameters) => [
    ...outside(parameters, 'portion', { above: ZERO, atMost: ONE }, 'give a share such as 0.1'),
    ...together(parameters, 'catchUp', 'blockMs'),
  ],
  create: (parameters) => {
    const portion = decimalIn(parameters, 'portion')
    return (view, path) => {
      const notional = legsNotional(view, path.at(path.steps))
      const floor = numeraireAtoms(view.rules, decimalIn(parameters, 'floor'))
      const blocks = blocksIn(parameters, view)
      const most = mostInBlocks(notional, { floor, portion }, blocks)
      const exceeds = (step: bigint): boolean => legsNotional(view, path.at(step)) > most
      const first = most >= notional ? null : bisectInteger(1n, path.steps, exceeds)
      const fitting = first === null ? path.steps : first - 1n
      return {
        step: fitting === 0n && path.steps > 0n ? 1n : fitting,
        facts: {
          portion: formatRatio(portion),
          blocks: String(blocks),
          mostAtoms: String(most),
        },
        reachable: true,
      }
    }
  },
}

const blocksIn = (parameters: Parameters, view: LiquidationView): number =>
  parameters['catchUp'] === undefined
    ? 1
    : blocksDue(view, wholeIn(parameters, 'blockMs'), wholeIn(parameters, 'catchUp'))

/** What blocks one after another close at most of a notional. */
const mostInBlocks = (
  notional: Atoms,
  terms: { readonly floor: Atoms; readonly portion: Ratio },
  blocks: number,
): Atoms => {
  let left = notional
  for (let block = 0; block < blocks && left > 0n; block += 1) left = atoms(left - positionBlockLimit(left, terms).most)
  return atoms(notional - left)
}
