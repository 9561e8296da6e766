import { approx, formatRatio, RATIO_ONE, type Ratio } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { decimal, decimalIn, decimalOr, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { grossNotional } from '../positions.ts'
import { simulateTrade } from '../simulate-trade.ts'
import type { LiquidationView, Path, Sized, SizingStrategy } from '../types.ts'
import { closeNotional } from '../close-notional.ts'
import { firstReaching, highestPoint, type Sought } from '../concave-search.ts'

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
 * frees (the toxicity frontier); step 0 when the first lot does already.
 *
 * @source docs/models/partial-close.md, eq. 2 to 6
 */
export const justEnough: SizingStrategy = {
  name: 'just-enough',
  schema: schemaOf(
    {
      target: decimal('multiple of the maintenance requirement that the slice restores, at least 1'),
      reserve: decimal('further equity kept per notional left, at most 1; absent = 0'),
    },
    ['reserve'],
  ),
  check: (parameters) => [
    ...outside(parameters, 'target', { atLeast: ONE }, 'a slice restores at least the maintenance requirement'),
    ...outside(parameters, 'reserve', { atMost: ONE }, 'give a share of notional such as 0.002'),
  ],
  create: (parameters) => {
    const goal = { target: decimalIn(parameters, 'target'), reserve: decimalOr(parameters, 'reserve', ZERO) }
    return (view, path, penaltyRate) => smallestStep(view, path, penaltyRate, goal)
  },
}

interface Goal {
  readonly target: Ratio
  readonly reserve: Ratio
}

/** The account after a slice, as far as the goal asks. */
interface After {
  readonly equity: bigint
  /** τ·M + ρ·N, scaled by 1e18. */
  readonly wanted: bigint
  readonly notional: bigint
}

const smallestStep = (view: LiquidationView, path: Path, penaltyRate: Ratio, goal: Goal): Sized => {
  const known = new Map<bigint, After>()
  const after = (step: bigint): After => {
    const found = known.get(step) ?? afterSlice(view, path, step, penaltyRate, goal)
    known.set(step, found)
    return found
  }
  const surplus = (step: bigint): bigint => after(step).equity * RATIO_ONE - after(step).wanted
  const fee = approx(view.feeRate + penaltyRate) / 1e18
  let best = { step: 0n, surplus: surplus(0n) }
  let from = 0n
  for (const to of best.surplus >= 0n ? [] : path.corners) {
    const sought: Sought = { from, to, guess: guess(after, from, to, fee), surplus }
    const step = firstReaching(sought)
    if (step !== null) return sized(step, surplus, goal)
    const top = highestPoint(sought)
    if (surplus(top) > best.surplus) best = { step: top, surplus: surplus(top) }
    from = to
  }
  return sized(best.step, surplus, goal)
}

const sized = (step: bigint, surplus: (step: bigint) => bigint, { target, reserve }: Goal): Sized => {
  const left = surplus(step)
  return {
    step,
    reachable: left >= 0n,
    facts: {
      target: formatRatio(target),
      reserve: formatRatio(reserve),
      surplusAtoms: String(left / RATIO_ONE),
    },
  }
}

const afterSlice = (view: LiquidationView, path: Path, step: bigint, penaltyRate: Ratio, goal: Goal): After => {
  const { account } = simulateTrade(view, path.at(step), penaltyRate)
  const { equity, requirement } = measure(view.rules, account, view.marks, 'maintenance')
  const notional = grossNotional(view, account)
  return { equity, wanted: goal.target * requirement + goal.reserve * notional, notional }
}

/**
 * The closed form on one stretch of the path: what the stretch frees is spread evenly over the notional that it closes, and
 * its cost beyond the fee is taken as linear impact; without an answer there, the middle.
 */
const guess = (after: (step: bigint) => After, from: bigint, to: bigint, fee: number): bigint => {
  const [start, end] = [after(from), after(to)]
  const notional = approx(start.notional - end.notional)
  if (notional <= 0) return (from + to) / 2n
  const kept = approx(end.wanted) / 1e18
  const impact = Math.max(0, approx(start.equity - end.equity) - fee * notional)
  const answer = closeNotional({
    equity: approx(start.equity) - kept,
    notional,
    targetRatio: (approx(start.wanted) / 1e18 - kept) / notional,
    fee,
    impact: { kind: 'linear', parameter: (2 * impact) / (notional * notional) },
  })
  if (answer.kind !== 'close') return (from + to) / 2n
  const share = BigInt(Math.floor((answer.notional / notional) * 1e15))
  return from + ((to - from) * share) / 10n ** 15n
}
