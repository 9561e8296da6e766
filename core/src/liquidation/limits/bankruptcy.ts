import { applyRatio, atoms, greatest, ratio, ticks, type Atoms, type Ticks } from '../../units/index.ts'
import { notional } from '../../instruments/index.ts'
import type { Account, Position } from '../../accounts/index.ts'
import { bankruptcyPrices } from '../../margin/index.ts'
import { choice, noRules, schemaOf, textIn } from '../parameters.ts'
import { penaltyOnNotional } from '../penalty-rate.ts'
import { charge } from '../simulate-trade.ts'
import type { Draft, LimitStrategy, LiquidationView } from '../types.ts'

/**
 * Never beyond the leg's bankruptcy price: at or better than it, what is closed does not use up more than the leg's share of
 * the account's equity. With costs `inside`, fee and penalty of closing everything are set aside first, so that even a fill
 * at the limit leaves no debt; `outside` is the plain bankruptcy price. A leg without a bankruptcy price is dropped.
 */
export const bankruptcy: LimitStrategy = {
  name: 'bankruptcy',
  formula: "P -/+ E_leg / |q|, E_leg the leg's share of the equity (costs inside: less fee and penalty of closing all)",
  schema: schemaOf({ costs: choice('whether fee and penalty are kept inside the price', ['inside', 'outside']) }),
  check: noRules,
  create: (parameters) => {
    const inside = textIn(parameters, 'costs') === 'inside'
    return (view, draft) => {
      const account = inside ? withoutCosts(view, draft) : view.account
      const prices = bankruptcyPrices(view.rules, account, view.marks)
      const facts: Record<string, string> = { costs: inside ? 'inside' : 'outside' }
      const legs = draft.legs.flatMap((leg) => {
        const price = prices.get(leg.instrument)
        if (price === undefined) return []
        facts[`${leg.instrument}.limitTicks`] = String(price.safe)
        return [{ ...leg, limit: price.safe }]
      })
      const bound = legs.length < draft.legs.length
      return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'bankruptcy', facts, bound }] }
    }
  },
}

/** The account once the costs of closing all of it are paid, each leg at the worse for its costs of mark and bankruptcy price. */
const withoutCosts = (view: LiquidationView, draft: Draft): Account => {
  const prices = bankruptcyPrices(view.rules, view.account, view.marks)
  let account = view.account
  for (const position of view.account.positions) {
    const instrument = view.rules.instruments.get(position.instrument)
    const mark = view.marks.get(position.instrument)
    const limit = prices.get(position.instrument)?.safe
    if (instrument === undefined || mark === undefined || limit === undefined) continue
    account = charge(account, instrument, closingCosts(view, draft, position, [mark, limit]))
  }
  return account
}

/** Fee and penalty on a whole position, and two atoms a level of the book: each fill rounds both up. */
const closingCosts = (view: LiquidationView, draft: Draft, position: Position, prices: readonly Ticks[]): Atoms => {
  const instrument = view.rules.instruments.get(position.instrument)
  if (instrument === undefined) return atoms(0n)
  const values = prices.map((price) => notional(instrument, position.size, ticks(price), 'up'))
  const value = values.reduce((a, b) => greatest(a, b), atoms(0n))
  const book = view.depth(position.instrument)
  const levels = position.size > 0n ? book.bids.length : book.asks.length
  return atoms(
    applyRatio(value, ratio(view.feeRate + penaltyOnNotional(view, draft.penalty)), 'up') + 2n * BigInt(levels),
  )
}
