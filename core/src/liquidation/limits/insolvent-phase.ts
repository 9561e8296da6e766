import { atoms, divide } from '../../units/index.ts'
import { auctionTime, onSale, sliceShare } from '../auction-view.ts'
import { BIDDER_MARGIN, reservation } from '../bidder.ts'
import { insolventBidPrice } from '../dutch-auction.ts'
import { decimalIn, ONE, outside, schemaOf, whole, wholeIn } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Positions at their marks, with a discount on top that makes the taker of everything receive the falling price of an insolvent auction:
 * x·(E − price) for a share x, with a price from min(E, 0) to the maintenance margin over the length, counted from the moment
 * the stage began. The discount leaves the account in debt, which the policy's waterfall pays. Nothing is handed over until a
 * bidder would take it.
 *
 * @source docs/models/dutch-auction.md, eq. 6 to 8
 */
export const insolventPhase: LimitStrategy = {
  name: 'insolvent-phase',
  formula: 'mark, with x (E - price) on top for a share x; price from min(E, 0) to E - M over the time',
  schema: schemaOf(
    {
      seconds: whole('time in which the price falls from the value to the maintenance margin', 0, 604_800),
      bidderMargin: BIDDER_MARGIN,
    },
    ['bidderMargin'],
  ),
  check: (parameters) => outside(parameters, 'bidderMargin', { atMost: ONE }, 'a margin is a share of notional'),
  create: (parameters) => {
    const length = BigInt(wholeIn(parameters, 'seconds')) * 1000n
    const margin = parameters['bidderMargin'] === undefined ? null : decimalIn(parameters, 'bidderMargin')
    return (view, draft) => {
      const sale = onSale(view)
      const price = insolventBidPrice(sale, { elapsed: auctionTime(view), length })
      const { numerator, denominator } = sliceShare(view, draft.legs)
      const discount = atoms(divide((sale.markToMarket - price) * numerator, denominator, 'up'))
      const bidder = reservation(view, { legs: draft.legs, discount, margin })
      const facts = { bidPriceAtoms: String(price), discountAtoms: String(discount), ...bidder.facts }
      const bound = !bidder.bids && draft.legs.length > 0
      const reasons = [...draft.reasons, { part: 'limit' as const, rule: 'insolvent-phase', facts, bound }]
      return bidder.bids ? { ...draft, discount, reasons } : { ...draft, legs: [], reasons }
    }
  },
}
