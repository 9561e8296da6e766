import { atoms, least, lots, magnitude, type Atoms } from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import {
  accountBlockBudget,
  blockOf,
  blocksDue,
  BLOCK_MS,
  boundOf,
  CATCH_UP,
  usedInBlock,
  type BlockUse,
} from '../block-limits.ts'
import { numeraireAtoms } from '../numeraire-unit.ts'
import { choice, decimal, decimalIn, noRules, schemaOf, textIn, wholeIn } from '../parameters.ts'
import { legsNotional } from '../positions.ts'
import type { DraftLeg, LiquidationView, PacingStrategy, Parameters } from '../types.ts'

/**
 * What one account may be closed for in one block of time: notional, and what its fund pays for it. A market is closed in at most once
 * a block, an order that found nothing is not repeated before the next one, and a leg that exceeds what is left is cut to it or
 * dropped with all legs behind it. Blocks are counted from time 0; with `catchUp` a slice may use what the blocks since the last action left.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go: block limits of a subaccount
 */
export const blockBudget: PacingStrategy = {
  name: 'block-budget',
  formula: 'Σ notional ≤ notional, Σ paid by the fund ≤ loss, each market once, per account and block of blockMs',
  schema: schemaOf(
    {
      blockMs: BLOCK_MS,
      notional: decimal('most notional that one account is closed for in one block, in units of the numeraire'),
      loss: decimal('most that the fund may lose on one account in one block, in units of the numeraire'),
      beyond: choice('what becomes of a leg beyond the limit', ['cut', 'drop']),
      catchUp: CATCH_UP,
    },
    ['notional', 'loss', 'catchUp'],
  ),
  check: noRules,
  remembers: ['recent'],
  create: (parameters) => {
    const blockMs = wholeIn(parameters, 'blockMs')
    const cuts = textIn(parameters, 'beyond') === 'cut'
    return (view, draft) => {
      const used = usedInBlock(view, blockMs)
      const legs = triedInVain(view, blockMs) ? [] : withinBudget(view, draft.legs, { parameters, used, cuts })
      const [wanted, left] = [legsNotional(view, draft.legs), legsNotional(view, legs)]
      const facts = { usedAtoms: String(used.notional), lossAtoms: String(used.loss), leftAtoms: String(left) }
      const reason = { part: 'pace', rule: 'block-budget', facts, bound: left < wanted } as const
      const until = legs.length === 0 && draft.legs.length > 0 ? (blockOf(view.time, blockMs) + 1) * blockMs : null
      return { draft: { ...draft, legs, reasons: [...draft.reasons, reason] }, until }
    }
  },
}

/** Whether the last action lies in this block and nothing was closed since. */
const triedInVain = ({ time, episode }: LiquidationView, blockMs: number): boolean =>
  episode.lastAction !== null &&
  blockOf(episode.lastAction, blockMs) === blockOf(time, blockMs) &&
  !(episode.recent ?? []).some((close) => close.time >= (episode.lastAction ?? time))

interface Terms {
  readonly parameters: Parameters
  readonly used: BlockUse
  readonly cuts: boolean
}

const withinBudget = (view: LiquidationView, legs: readonly DraftLeg[], terms: Terms): readonly DraftLeg[] => {
  const { parameters, used, cuts } = terms
  const limits = { notional: limitIn(parameters, 'notional', view), loss: limitIn(parameters, 'loss', view) }
  const kept: DraftLeg[] = []
  for (const leg of legs) {
    const notional = atoms(used.notional + legsNotional(view, kept))
    const marketDone = used.markets.includes(leg.instrument)
    const budget = accountBlockBudget(limits, { notional, loss: used.loss, marketDone })
    if (budget.kind === 'market-done') continue
    if (budget.notional.kind === 'exceeded' || budget.loss.kind === 'exceeded') break
    const fitting = cutTo(view, leg, boundOf(budget.notional))
    if (fitting.size !== leg.size && !cuts) break
    if (fitting.size !== 0n) kept.push(fitting)
  }
  return kept
}

/** A limit of the block, once for every block that the slice stands for. */
const limitIn = (parameters: Parameters, field: string, view: LiquidationView): Atoms | null => {
  if (parameters[field] === undefined) return null
  const once = numeraireAtoms(view.rules, decimalIn(parameters, field))
  if (parameters['catchUp'] === undefined) return once
  return atoms(once * BigInt(blocksDue(view, wholeIn(parameters, 'blockMs'), wholeIn(parameters, 'catchUp'))))
}

/** The most lots of a leg whose notional stays within a bound. */
const cutTo = (view: LiquidationView, leg: DraftLeg, bound: Atoms | null): DraftLeg => {
  if (bound === null) return leg
  const sized = (size: bigint): DraftLeg => ({ ...leg, size: lots(leg.size > 0n ? size : -size) })
  const whole = magnitude(leg.size)
  const first = bisectInteger(0n, whole, (size) => legsNotional(view, [sized(size)]) > bound)
  return sized(first === null ? whole : least(whole, first - 1n))
}
