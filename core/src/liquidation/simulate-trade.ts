import { applyRatio, atoms, lots, magnitude, type Atoms, type Ratio } from '../units/index.ts'
import { notional, type Instrument } from '../instruments/index.ts'
import { changeAccount, tradeChange, type Account } from '../accounts/index.ts'
import { bookWalk } from '../market/index.ts'
import { equityOf } from '../margin/index.ts'
import type { DraftLeg, LiquidationView } from './types.ts'

/** What a slice would do if it met the book of the view now. */
export interface SimulatedTrade {
  /** The account after its fills, fees and penalty, exact. */
  readonly account: Account
  /** Equity lost at unchanged marks, numeraire atoms: distance of the fills from mark, fees and penalty. */
  readonly cost: Atoms
  /** True when the book takes every lot of every leg. */
  readonly filled: boolean
}

/**
 * Fills a slice in the view's book, exactly as fills book: level by level, best first, not beyond a leg's limit, each fill
 * charged the taker fee and the penalty on its own notional, each rounded up. A penalty that would stop at equity is charged
 * in full here, which errs against the account. Legs of one slice name different instruments.
 *
 *   cost = E(before) - E(after), both at the view's marks
 *
 * @source docs/models/partial-close.md, eq. 1
 */
export const simulateTrade = (view: LiquidationView, legs: readonly DraftLeg[], penaltyRate: Ratio): SimulatedTrade => {
  let account = view.account
  let filled = true
  for (const leg of legs) {
    const done = fillLeg(view, account, leg, penaltyRate)
    account = done.account
    filled &&= done.whole
  }
  const after = equityOf(view.rules, account, view.marks)
  return { account, cost: atoms(view.maintenance.equity - after), filled }
}

/** The account after one leg met the book, and whether the book took all of it. */
export const fillLeg = (
  view: LiquidationView,
  before: Account,
  leg: DraftLeg,
  penaltyRate: Ratio,
): { readonly account: Account; readonly whole: boolean } => {
  const instrument = view.rules.instruments.get(leg.instrument)
  const mark = view.marks.get(leg.instrument)
  if (instrument === undefined || mark === undefined) return { account: before, whole: leg.size === 0n }
  const size = lots(magnitude(leg.size))
  const side = leg.size > 0n ? 'buy' : 'sell'
  const walk = bookWalk({ instrument, curve: view.depth(leg.instrument), side, size, limit: leg.limit, mark })
  let account = before
  for (const level of walk.levels) {
    const signed = lots(leg.size > 0n ? level.size : -level.size)
    account = changeAccount(account, tradeChange(account, instrument, signed, level.price))
    const value = notional(instrument, signed, level.price, 'up')
    account = charge(
      account,
      instrument,
      atoms(applyRatio(value, view.feeRate, 'up') + applyRatio(value, penaltyRate, 'up')),
    )
  }
  return { account, whole: walk.filled === size }
}

/** The account less a charge in the settlement asset of an instrument. */
export const charge = (account: Account, instrument: Instrument, due: Atoms): Account =>
  due === 0n
    ? account
    : changeAccount(account, {
        account: account.id,
        cash: [{ asset: instrument.settle, atoms: atoms(-due) }],
        positions: [],
      })
