import { applyRatio, approx, atoms, quantize, ratio, type Atoms, type Ratio } from '../../units/index.ts'
import { breaches, measure } from '../../margin/index.ts'
import { fullCloseEstimate } from '../full-close-estimate.ts'
import { decimal, decimalIn, noRules, rulesIn, schemaOf, whole, wholeIn } from '../parameters.ts'
import { grossNotional } from '../positions.ts'
import type {
  Draft,
  LiquidationView,
  Pace,
  Paced,
  PacingStrategy,
  Parameters,
  ParameterShape,
  Reason,
} from '../types.ts'

const DAY_MS = 86_400_000

const NESTED: ParameterShape = {
  type: 'array',
  description: 'pacings that follow, each a rule with its parameters; without them the whole slice leaves',
  minItems: 1,
  items: {
    type: 'object',
    properties: { rule: { type: 'string', description: 'name of a pacing', pattern: '^[a-z][a-z0-9-]*$' } },
    required: ['rule'],
    additionalProperties: true,
  },
}

/**
 * Nothing until mark and index both breach, or the stage has lasted `persistMs`; then what the pacings in `of` let through,
 * one after another. Waiting is skipped when the account could be bankrupt before it is closed:
 *
 *   breach at P = E(P) < multiple · M(P)          skip = E < C + ⌈z·σ·√(τ/day)·N⌉
 *
 * E equity and M maintenance requirement · C cost of closing everything now, fee and book walk, at mark · N gross notional ·
 * σ `dailyVol` · τ `horizonMs`. While it waits it publishes the deadline, stage entry + `persistMs`, and never waits longer.
 *
 * @source docs/models/marks.md, eq. 9 and 10
 */
export const dualPrice: PacingStrategy = {
  name: 'dual-price',
  formula:
    '0 until mark and index both show E < multiple × M or persistMs passed; at once when E < C + z·dailyVol·sqrt(horizon/day)·N',
  schema: schemaOf(
    {
      persistMs: whole('milliseconds in the stage after which one price is enough', 1, DAY_MS),
      multiple: decimal('multiple of the maintenance requirement under which a price breaches'),
      z: decimal('standard deviations of price that equity must withstand while waiting'),
      dailyVol: decimal('volatility of a day, 0.8 = 80 %'),
      horizonMs: whole('milliseconds from the decision to the last fill', 0, DAY_MS),
      of: NESTED,
    },
    ['of'],
  ),
  check: noRules,
  create: (parameters, compile) => {
    const inner = parameters['of'] === undefined ? [] : rulesIn(parameters, 'of').map((nested) => compile(nested))
    const terms = termsOf(parameters)
    return (view, draft) => {
      const { passes, facts } = judge(view, terms)
      const until = view.episode.stageEntered + terms.persist
      const reasons = [...draft.reasons, { part: 'pace', rule: 'dual-price', facts, bound: !passes } as const]
      if (!passes) return { draft: { ...draft, legs: [], reasons }, until }
      return inOrder(inner, view, { ...draft, reasons })
    }
  },
}

interface Terms {
  readonly persist: number
  readonly multiple: Ratio
  /** z·σ·√(τ/day), rounded up. */
  readonly buffer: Ratio
}

const termsOf = (parameters: Parameters): Terms => {
  const [z, vol] = [approx(decimalIn(parameters, 'z')) / 1e18, approx(decimalIn(parameters, 'dailyVol')) / 1e18]
  const buffer = z * vol * Math.sqrt(wholeIn(parameters, 'horizonMs') / DAY_MS)
  return {
    persist: wholeIn(parameters, 'persistMs'),
    multiple: decimalIn(parameters, 'multiple'),
    buffer: ratio(quantize(buffer * 1e18, 'up')),
  }
}

const judge = (view: LiquidationView, terms: Terms): { readonly passes: boolean; readonly facts: Reason['facts'] } => {
  const { equity } = view.maintenance
  const deadline = view.episode.stageEntered + terms.persist
  const atMark = breaches(view.maintenance, terms.multiple)
  const atIndex = breaches(measure(view.rules, view.account, view.index, 'maintenance'), terms.multiple)
  const needed = toWithstand(view, terms.buffer)
  const because = reasonToLeave({ both: atMark && atIndex, late: view.time >= deadline, near: equity < needed })
  return {
    passes: because !== null,
    facts: {
      markBreaches: String(atMark),
      indexBreaches: String(atIndex),
      deadlineMs: String(deadline),
      equityAtoms: String(equity),
      neededAtoms: String(needed),
      leaves: because ?? 'waits',
    },
  }
}

const reasonToLeave = (holds: {
  readonly both: boolean
  readonly late: boolean
  readonly near: boolean
}): string | null => {
  if (holds.both) return 'both breach'
  if (holds.late) return 'persisted'
  return holds.near ? 'near bankruptcy' : null
}

/** Equity that closing everything may cost while the price moves against it, numeraire atoms. */
const toWithstand = (view: LiquidationView, buffer: Ratio): Atoms =>
  atoms(fullCloseEstimate(view).cost + applyRatio(grossNotional(view, view.account), buffer, 'up'))

const inOrder = (paces: readonly Pace[], view: LiquidationView, draft: Draft): Paced => {
  let paced: Paced = { draft, until: null }
  for (const pace of paces) {
    const next = pace(view, paced.draft)
    const until =
      next.until === null || paced.until === null ? (next.until ?? paced.until) : Math.max(next.until, paced.until)
    paced = { draft: next.draft, until }
  }
  return paced
}
