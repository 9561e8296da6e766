import { formatRatio, type Ratio } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { netWorth } from '../holdings.ts'
import { NESTED_DIRECTIONS } from '../nested.ts'
import { belowMaintenance, decimal, decimalIn, ONE, ParameterError, rulesIn, ZERO } from '../parameters.ts'
import { simulateTrade } from '../simulate-trade.ts'
import { smallestStep } from '../smallest-step.ts'
import type { Direction, DirectionStrategy, LiquidationView, ParameterSchema, Path } from '../types.ts'

const SCHEMA: ParameterSchema = {
  type: 'object',
  properties: {
    target: decimal('multiple of the maintenance requirement that each choice is priced for, at least 1'),
    choices: NESTED_DIRECTIONS,
  },
  required: ['target', 'choices'],
  additionalProperties: false,
}

/**
 * The choice that restores the target at the lower total cost. For each, the smallest step that restores the target is found
 * with fee, penalty and book inside, and priced:
 *
 *   cost = W(before) - W(after)        W: all holdings less all debts at mark, without haircut
 *
 * which is what fees, penalty and the distance of the fills from mark take. A haircut that a sale frees is nobody's gain: it makes
 * the sale smaller, and is told beside the cost. A choice that cannot restore the target loses against one that can; when none
 * can, the one that leaves least missing is taken.
 *
 * @source docs/models/loans.md, eq. 5
 */
export const cheaperOf: DirectionStrategy = {
  name: 'cheaper-of',
  formula: 'the choice with least W(before) - W(after) among those that reach target × M',
  schema: SCHEMA,
  check: (parameters) =>
    belowMaintenance(parameters, 'target', 'a slice restores at least the maintenance requirement'),
  create: (parameters, compile) => {
    if (compile === undefined) throw new ParameterError('choices', 'compiled: hand in how nested directions are built')
    const target = decimalIn(parameters, 'target')
    const named = rulesIn(parameters, 'choices').map((nested) => ({
      rule: String(nested['rule']),
      direction: compile(nested),
    }))
    return (view, penaltyRate = ZERO) => cheapest(view, named, { target, penaltyRate })
  },
}

interface Named {
  readonly rule: string
  readonly direction: Direction
}

interface Pricing {
  readonly target: Ratio
  readonly penaltyRate: Ratio
}

interface Priced {
  readonly rule: string
  readonly path: Path
  readonly reachable: boolean
  /** Numeraire atoms: what the smallest sufficient step costs, what it adds to equity beyond that, and what is still missing × 1e18. */
  readonly cost: bigint
  readonly freed: bigint
  readonly missing: bigint
}

const cheapest = (view: LiquidationView, choices: readonly Named[], pricing: Pricing): Path => {
  const priced = choices.map((choice) => price(view, choice, pricing))
  const best = priced.reduce((a, b) => (isBetter(b, a) ? b : a))
  const facts: Record<string, string> = { target: formatRatio(pricing.target), chosen: best.rule }
  priced.forEach(({ rule, cost, freed, reachable }, index) => {
    facts[`choices[${index}].rule`] = rule
    facts[`choices[${index}].costAtoms`] = String(cost)
    facts[`choices[${index}].freedAtoms`] = String(freed)
    facts[`choices[${index}].reachable`] = String(reachable)
  })
  return { ...best.path, facts: { ...best.path.facts, ...facts } }
}

const isBetter = (a: Priced, b: Priced): boolean => {
  if (a.path.steps === 0n || b.path.steps === 0n) return a.path.steps > 0n && b.path.steps === 0n
  if (a.reachable !== b.reachable) return a.reachable
  return a.reachable ? a.cost < b.cost : a.missing < b.missing
}

const price = (view: LiquidationView, { rule, direction }: Named, { target, penaltyRate }: Pricing): Priced => {
  const path = direction(view, penaltyRate)
  const { step, reachable } = smallestStep(view, path, penaltyRate, { target, reserve: ZERO })
  const { account } = simulateTrade(view, path.at(step), penaltyRate)
  const after = measure(view.rules, account, view.marks, 'maintenance')
  const cost = netWorth(view, view.account) - netWorth(view, account)
  return {
    rule,
    path,
    reachable,
    cost,
    freed: after.equity - view.maintenance.equity + cost,
    missing: target * after.requirement - after.equity * ONE,
  }
}
