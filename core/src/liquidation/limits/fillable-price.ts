import { atoms, formatRatio, greatest, least, lots, RATIO_ONE, ticks } from '../../units/index.ts'
import type { Atoms, Ratio, Ticks } from '../../units/index.ts'
import { fillValue, type Fraction } from '../../instruments/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { bankruptcyQuote, marginSplit, priceAtShare, worth, type MarginSplit } from '../../margin/index.ts'
import { accountBlockBudget, BLOCK_MS, boundOf, usedInBlock } from '../block-limits.ts'
import { numeraireAtoms } from '../numeraire-unit.ts'
import { decimal, decimalIn, schemaOf, together, wholeIn } from '../parameters.ts'
import { roundToTick, WHOLE_TICKS } from '../tick-rounding.ts'
import type { Draft, DraftLeg, LimitStrategy, LiquidationView, Parameters } from '../types.ts'

/** How far from the mark a liquidation may trade. */
export interface FillableTerms {
  /** How fast the price leaves the mark as equity falls. */
  readonly adjustment: Ratio
  /** Distance at bankruptcy, as a multiple of the position's margin rate. */
  readonly spread: Ratio
}

/**
 * Worst price at which an account's whole position may be closed, exact, in ticks: at the mark when equity meets the requirement,
 * further away as equity falls.
 *
 *   x = spread · min(1, max(0, adjustment · (1 - E / Σ R)))          at P(x), docs/models/bankruptcy-split.md, eq. 2 and 4
 *
 * It does not depend on the slice.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetFillablePrice
 */
export const fillablePrice = (split: MarginSplit, { adjustment, spread }: FillableTerms): Fraction => {
  const whole = split.total * RATIO_ONE
  const depth = least(whole, greatest(0n, adjustment * (split.total - split.equity)))
  return priceAtShare(split, { numerator: spread * depth, denominator: RATIO_ONE * whole })
}

/**
 * Fillable price, rounded up to a tick where a long is closed and down where a short is. A fill beyond the slice's bankruptcy quote is
 * paid for by the market's fund, so before the order leaves the fund, within what `loss` leaves of the block, must cover the whole
 * excess; where it does not, the limit moves towards the bankruptcy quote until it does, and a slice for which no tick is
 * covered is dropped.
 */
export const fillablePriceLimit: LimitStrategy = {
  name: 'fillable-price',
  formula:
    'P·(1 -/+ (M_i/N_i)·spread·clamp(adjustment·(1 - E/M), 0, 1)), its excess over bankruptcy covered by the fund',
  schema: schemaOf(
    {
      adjustment: decimal('how fast the price leaves the mark as equity falls, 1 = by the whole spread at bankruptcy'),
      spread: decimal('distance from mark at bankruptcy, in multiples of the maintenance rate'),
      loss: decimal('most that the fund may lose on one account in one block, in units of the numeraire'),
      blockMs: BLOCK_MS,
    },
    ['loss', 'blockMs'],
  ),
  check: (parameters) => together(parameters, 'loss', 'blockMs'),
  remembers: ['recent'],
  create: (parameters) => {
    const terms: FillableTerms = {
      adjustment: decimalIn(parameters, 'adjustment'),
      spread: decimalIn(parameters, 'spread'),
    }
    return (view, draft) => limitAll(view, draft, terms, lossLeft(parameters, view))
  },
}

/** What the fund may still lose on the account in this block; null for no limit. */
const lossLeft = (parameters: Parameters, view: LiquidationView): Atoms | null => {
  if (parameters['loss'] === undefined) return null
  const used = usedInBlock(view, wholeIn(parameters, 'blockMs'))
  const loss = numeraireAtoms(view.rules, decimalIn(parameters, 'loss'))
  const budget = accountBlockBudget({ notional: null, loss }, { ...used, marketDone: false })
  return budget.kind === 'open' ? boundOf(budget.loss) : atoms(0n)
}

const limitAll = (view: LiquidationView, draft: Draft, terms: FillableTerms, loss: Atoms | null): Draft => {
  const facts: Record<string, string> = { adjustment: formatRatio(terms.adjustment), spread: formatRatio(terms.spread) }
  const legs = draft.legs.flatMap((leg) => {
    const split = marginSplit(view.rules, view.account, view.marks, leg.instrument)
    if (split === null) return []
    const fillable = roundToTick(fillablePrice(split, terms), split.size > 0n ? 'long' : 'short', WHOLE_TICKS)
    const fund = view.fund(leg.instrument)
    const cover = loss === null ? fund : least(fund, loss)
    const limit = coveredLimit(view, { ...leg, limit: fillable }, cover)
    facts[`${leg.instrument}.fillableTicks`] = String(fillable)
    facts[`${leg.instrument}.coverAtoms`] = String(cover)
    facts[`${leg.instrument}.limitTicks`] = limit === null ? 'none is covered' : String(limit)
    return limit === null ? [] : [{ ...leg, limit }]
  })
  const bound = legs.length < draft.legs.length
  return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'fillable-price', facts, bound }] }
}

/** Highest price searched, as a multiple of the mark. */
const REACH = 1_000_000n

/** The leg's limit, or the nearest tick towards better prices at which what a fill lacks to the bankruptcy quote is covered; null for none. */
const coveredLimit = (view: LiquidationView, leg: DraftLeg, cover: Atoms): Ticks | null => {
  const mark = view.marks.get(leg.instrument)
  const quote = bankruptcyQuote(view.rules, view.account, view.marks, leg)
  if (mark === undefined || leg.limit === null || quote.kind === 'invalid-close') return null
  const worst = leg.limit
  const better = leg.size < 0n ? 1n : -1n
  const covers = (steps: bigint): boolean => received(view, leg, ticks(worst + better * steps)) + cover >= quote.atoms
  const steps = bisectInteger(0n, leg.size < 0n ? mark * REACH : worst - 1n, covers)
  return steps === null ? null : ticks(worst + better * steps)
}

/** Cash of a fill at a price, numeraire atoms, > 0 when the account is paid. */
const received = ({ rules, marks }: LiquidationView, { instrument: id, size }: DraftLeg, price: Ticks): bigint => {
  const instrument = rules.instruments.get(id)
  if (instrument === undefined) return 0n
  return worth(rules, marks, instrument.settle, atoms(-fillValue(instrument, lots(size), price)))
}
