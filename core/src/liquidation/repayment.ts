import {
  applyRatio,
  atoms,
  divide,
  greatest,
  least,
  lots,
  magnitude,
  ratio,
  RATIO_ONE,
  type Atoms,
  type Lots,
  type Ratio,
} from '../units/index.ts'
import { fillValue, notional, type Spot } from '../instruments/index.ts'
import { facing, type DepthLevel } from '../market/index.ts'
import { netsOf } from '../margin/index.ts'
import { marketOf, repayable, sellable } from './holdings.ts'
import type { DraftLeg, LiquidationView } from './types.ts'

/** Collateral that may be sold: its market, and whole lots, > 0. */
export interface Sale {
  readonly spot: Spot
  readonly lots: Lots
}

/** What a repayment is made of, as one view shows it. */
export interface Repayment {
  readonly sales: readonly Sale[]
  /** Debts other than the numeraire: market, and lots that buy one back whole. */
  readonly debts: readonly Sale[]
  /** Net numeraire, profits and losses of positions included: negative = owed. */
  readonly cash: Atoms
  /** Taker fee and penalty on notional. */
  readonly rate: Ratio
}

/** Sales, debts and cash of an account, in the order of its balances; assets without a listed market are left out. */
export const repaymentOf = (view: LiquidationView, penaltyRate: Ratio): Repayment => {
  const markets = view.account.balances.flatMap((balance) => marketOf(view, balance) ?? [])
  const nonEmpty = (list: readonly Sale[]): readonly Sale[] => list.filter((each) => each.lots > 0n)
  return {
    sales: nonEmpty(markets.map((spot) => ({ spot, lots: sellable(view, spot) }))),
    debts: nonEmpty(markets.map((spot) => ({ spot, lots: repayable(view, spot) }))),
    cash: netsOf(view.rules, view.account, view.marks, 'maintenance').numeraire,
    rate: ratio(view.feeRate + penaltyRate),
  }
}

/**
 * Numeraire atoms that a sale brings: the walk through the bids, what they cannot take priced at the last of them (at mark when
 * there is none), less fee and penalty. Rises with the lots.
 */
export const proceeds = (view: LiquidationView, { spot, lots: size }: Sale, rate: Ratio): Atoms => {
  let got = 0n
  for (const { price, size: taken } of levelsFor(view, spot, 'sell', size)) {
    const value = fillValue(spot, taken, price)
    got += value - applyRatio(value, rate, 'up')
  }
  return atoms(got)
}

/** Lots of a debt that funds buy back at the asks, fee and penalty inside, the last lot in full; at most what is owed. */
const affordable = (view: LiquidationView, { spot, lots: owed }: Sale, purse: Purse): Lots => {
  let bought = 0n
  for (const { price, size } of levelsFor(view, spot, 'buy', owed)) {
    const { numerator, denominator } = spot.scale
    const perLot = price * numerator * (RATIO_ONE + purse.rate)
    const taken = least(size, greatest(0n, divide(purse.funds * denominator * RATIO_ONE, perLot, 'down')))
    const value = notional(spot, lots(taken), price, 'up')
    purse.funds = atoms(purse.funds - value - applyRatio(value, purse.rate, 'up'))
    bought += taken
    if (taken < size) break
  }
  return lots(bought)
}

interface Purse {
  funds: Atoms
  readonly rate: Ratio
}

/** Levels that an order meets, cut to its size; what is beyond them at the price of the last one, or at mark. */
const levelsFor = (view: LiquidationView, spot: Spot, side: 'buy' | 'sell', size: Lots): readonly DepthLevel[] => {
  const taken: DepthLevel[] = []
  let open: bigint = size
  for (const level of facing(view.depth(spot.id), side)) {
    if (open === 0n) return taken
    const part = least(level.size, lots(open))
    taken.push({ price: level.price, size: part })
    open -= part
  }
  const last = taken.at(-1)?.price ?? view.marks.get(spot.id)
  return open === 0n || last === undefined ? taken : [...taken, { price: last, size: lots(open) }]
}

/** What a step of a repayment gives up: some sales, and cash that is spent on debts (all of a cash that is owed). */
export interface Given {
  readonly sales: readonly Sale[]
  readonly cash: Atoms
}

/** The legs of a step: its sales, and what their proceeds and its cash buy back of the debts, in order. */
export const legsOf = (view: LiquidationView, { debts, rate }: Repayment, given: Given): readonly DraftLeg[] => {
  const sold = given.sales.filter((sale) => sale.lots > 0n)
  const funds = sold.reduce((sum: bigint, sale) => sum + proceeds(view, sale, rate), given.cash)
  const purse: Purse = { funds: atoms(greatest(0n, funds)), rate }
  const legs: DraftLeg[] = sold.map((sale) => ({ instrument: sale.spot.id, size: lots(-sale.lots), limit: null }))
  for (const debt of debts) {
    const bought = affordable(view, debt, purse)
    if (bought > 0n) legs.push({ instrument: debt.spot.id, size: bought, limit: null })
    if (bought < debt.lots) break
  }
  return legs
}

/** What cash and sales must bring until each debt in turn is repaid, the numeraire's first; numeraire atoms, rising from 0. */
export const milestones = (view: LiquidationView, { debts, rate }: Repayment): readonly Atoms[] => {
  let due = 0n
  const found: bigint[] = [due]
  for (const { spot, lots: owed } of debts) {
    for (const { price, size } of levelsFor(view, spot, 'buy', owed)) {
      const value = notional(spot, size, price, 'up')
      due += value + applyRatio(value, rate, 'up')
    }
    found.push(due)
  }
  return found.map(atoms)
}

/** Average cost of a sale against its mark, for comparing sales: atoms lost and worth at mark. */
export const saleCost = (
  view: LiquidationView,
  sale: Sale,
  rate: Ratio,
): { readonly lost: bigint; readonly worth: bigint } => {
  const mark = view.marks.get(sale.spot.id)
  const worth = mark === undefined ? 0n : magnitude(fillValue(sale.spot, sale.lots, mark))
  return { lost: worth - proceeds(view, sale, rate), worth }
}
