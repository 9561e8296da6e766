import { applyRatio, atoms, lots, ratio, type Atoms } from '../units/index.ts'
import { notional, type InstrumentId } from '../instruments/index.ts'
import { changeAccount, tradeChange, type Account } from '../accounts/index.ts'
import { equityOf, measure, owesLoan } from '../margin/index.ts'
import { sellCollateral } from './directions/sell-collateral.ts'
import { netWorth } from './holdings.ts'
import { charge, fillLeg, simulateTrade } from './simulate-trade.ts'
import type { LiquidationView } from './types.ts'

/** What closing the whole account at once would cost, walked through the book of the moment. */
export interface FullClose {
  /** Loss against mark, numeraire atoms, fee included; the unfillable rest is priced at the last level. */
  readonly cost: Atoms
  readonly equityAfter: Atoms
  /** False when the book could not take all of it. */
  readonly fillable: boolean
}

/**
 * Cost of closing everything that is not in flight in one stroke, and repaying a loan out of its collateral, without penalty. What the book cannot take is priced at
 * the last level that it shows, or at mark when it shows none.
 */
export const fullCloseEstimate = (view: LiquidationView): FullClose => {
  let account = view.account
  let fillable = true
  for (const position of view.account.positions) {
    const size = lots(-(position.size + view.inFlight(position.instrument)))
    if (size === 0n || size > 0n === position.size > 0n) continue
    const done = fillLeg(view, account, { instrument: position.instrument, size, limit: null }, NO_PENALTY)
    account = done.account
    if (!done.whole) {
      fillable = false
      account = closeRest(view, account, position.instrument)
    }
  }
  const maintenance = measure(view.rules, account, view.marks, 'maintenance')
  const repaid = repayment({ ...view, account, maintenance })
  return {
    cost: atoms(view.maintenance.equity - maintenance.equity + repaid.cost),
    equityAfter: repaid.equityAfter,
    fillable: fillable && repaid.fillable,
  }
}

const REPAY = sellCollateral.create({ order: 'cost', most: 'debt' })

/** What repaying a loan by selling collateral would cost at mark, without the haircut that it frees; nothing without a loan. */
const repayment = (view: LiquidationView): FullClose => {
  const { equity } = view.maintenance
  if (!owesLoan(view.rules, view.account)) return { cost: atoms(0n), equityAfter: equity, fillable: true }
  const path = REPAY(view)
  const { account, filled } = simulateTrade(view, path.at(path.steps), NO_PENALTY)
  return {
    cost: atoms(netWorth(view, view.account) - netWorth(view, account)),
    equityAfter: equityOf(view.rules, account, view.marks),
    fillable: filled,
  }
}

const NO_PENALTY = ratio(0n)

const closeRest = (view: LiquidationView, account: Account, id: InstrumentId): Account => {
  const instrument = view.rules.instruments.get(id)
  const held = account.positions.find((position) => position.instrument === id)
  if (instrument === undefined || held === undefined) return account
  const book = view.depth(id)
  const last = (held.size > 0n ? book.bids : book.asks).at(-1)?.price ?? view.marks.get(id)
  const left = lots(-(held.size + view.inFlight(id)))
  if (last === undefined || left === 0n) return account
  const traded = changeAccount(account, tradeChange(account, instrument, left, last))
  const value = notional(instrument, left, last, 'up')
  return charge(traded, instrument, applyRatio(value, view.feeRate, 'up'))
}
