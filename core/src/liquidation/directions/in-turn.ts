import type { Ratio } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { noRules, ParameterError, rulesIn, ZERO } from '../parameters.ts'
import { NESTED_DIRECTIONS } from '../nested.ts'
import { simulateTrade } from '../simulate-trade.ts'
import type { Direction, DirectionStrategy, DraftLeg, LiquidationView, Path } from '../types.ts'

/**
 * One direction after another: the whole path of the first, then that of the next as the account would stand once the first had
 * met the book, and so on. Legs of one instrument in two paths are the business of the first.
 */
export const inTurn: DirectionStrategy = {
  name: 'in-turn',
  formula: 'the whole path of each choice, one after another',
  schema: {
    type: 'object',
    properties: { choices: NESTED_DIRECTIONS },
    required: ['choices'],
    additionalProperties: false,
  },
  check: noRules,
  create: (parameters, compile) => {
    if (compile === undefined) throw new ParameterError('choices', 'compiled: hand in how nested directions are built')
    const directions = rulesIn(parameters, 'choices').map(compile)
    return (view, penaltyRate = ZERO) => joined(pathsOf(view, directions, penaltyRate))
  },
}

const pathsOf = (view: LiquidationView, directions: readonly Direction[], penaltyRate: Ratio): readonly Path[] => {
  const paths: Path[] = []
  let present = view
  for (const direction of directions) {
    const path = direction(present, penaltyRate)
    paths.push(path)
    const { account } = simulateTrade(present, path.at(path.steps), penaltyRate)
    present = { ...view, account, maintenance: measure(view.rules, account, view.marks, 'maintenance') }
  }
  return paths
}

const joined = (paths: readonly Path[]): Path => {
  const corners: bigint[] = []
  let steps = 0n
  for (const path of paths) {
    for (const corner of path.corners) corners.push(steps + corner)
    steps += path.steps
  }
  const facts = Object.fromEntries(
    paths.flatMap((path, index) =>
      Object.entries(path.facts).map(([name, fact]) => [`choices[${index}].${name}`, fact]),
    ),
  )
  return { steps, corners, at: (step) => legsAt(paths, step), facts }
}

const legsAt = (paths: readonly Path[], step: bigint): readonly DraftLeg[] => {
  const legs: DraftLeg[] = []
  let open = step
  for (const path of paths) {
    if (open <= 0n) break
    const part = path.at(open < path.steps ? open : path.steps)
    legs.push(...part.filter((leg) => !legs.some((known) => known.instrument === leg.instrument)))
    open -= path.steps
  }
  return legs
}
