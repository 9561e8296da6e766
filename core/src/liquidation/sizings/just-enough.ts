import { belowMaintenance, choice, decimal, decimalIn, decimalOr, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { smallestStep } from '../smallest-step.ts'
import type { SizingStrategy } from '../types.ts'

/**
 * The smallest step after whose fills the account stands at its target: fees, penalty and the book's distance from mark
 * inside, on post-trade balances, exact.
 *
 *   surplus(n) = E(n) - τ·M(n) - ρ·N(n) >= 0
 *
 * n step · E equity · M maintenance requirement · N gross notional after the slice met the book · τ target · ρ reserve, an
 * equity cushion per notional that is kept open.
 *
 * Between two corners of the path the surplus is concave but for rounding, so the first corner stretch that reaches the
 * target holds the smallest step, found by integer bisection from the closed form as first guess. When no step reaches the
 * target, the step with the least deficit is taken and `reachable` is false: beyond it each further lot burns more than it
 * frees (the toxicity frontier); step 0 when the first lot does already. With `otherwise: everything` the whole direction is closed then.
 *
 * @source docs/models/partial-close.md, eq. 2 to 6
 */
export const justEnough: SizingStrategy = {
  name: 'just-enough',
  formula: 'least n with E(n) - target·M(n) - reserve·N(n) >= 0 after fee, penalty and book',
  schema: schemaOf(
    {
      target: decimal('multiple of the maintenance requirement that the slice restores, at least 1'),
      reserve: decimal('further equity kept per notional left, at most 1; absent = 0'),
      otherwise: choice('what is closed where no slice reaches the target; absent = least-deficit', [
        'least-deficit',
        'everything',
      ]),
    },
    ['reserve', 'otherwise'],
  ),
  check: (parameters) => [
    ...belowMaintenance(parameters, 'target', 'a slice restores at least the maintenance requirement'),
    ...outside(parameters, 'reserve', { atMost: ONE }, 'give a share of notional such as 0.002'),
  ],
  create: (parameters) => {
    const goal = { target: decimalIn(parameters, 'target'), reserve: decimalOr(parameters, 'reserve', ZERO) }
    const whole = parameters['otherwise'] === 'everything'
    return (view, path, penaltyRate) => {
      const sized = smallestStep(view, path, penaltyRate, goal)
      return whole && !sized.reachable ? { ...sized, step: path.steps } : sized
    }
  },
}
