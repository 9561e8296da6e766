import { approx, formatRatio, RATIO_ONE, type Ratio } from '../units/index.ts'
import { measure } from '../margin/index.ts'
import { closeNotional } from './close-notional.ts'
import { firstReaching, highestPoint, type Sought } from './concave-search.ts'
import { grossNotional } from './positions.ts'
import { simulateTrade } from './simulate-trade.ts'
import type { LiquidationView, Path, Sized } from './types.ts'

/** What a slice must restore: equity of `target` times the maintenance requirement, and `reserve` per notional left. */
export interface Goal {
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

/**
 * The smallest step of a path after whose fills the account stands at its goal, or the one with the least deficit when none does.
 *
 * @source docs/models/partial-close.md, eq. 2 to 6
 */
export const smallestStep = (view: LiquidationView, path: Path, penaltyRate: Ratio, goal: Goal): Sized => {
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
