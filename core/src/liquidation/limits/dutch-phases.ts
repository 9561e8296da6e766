import { formatRatio } from '../../units/index.ts'
import { factorNow, onSale, PHASES, phaseProblems, phasesIn, sliceShare } from '../auction-view.ts'
import { BIDDER_MARGIN, reservation } from '../bidder.ts'
import { sliceTerms } from '../dutch-auction.ts'
import { decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * Positions at their marks, with a discount on top that makes the slice cost the falling share d of its value: the buyer of a share x
 * of everything gains x·(E − R)·(1 − d), and x·(E − R)·d counts as paid in. The price falls from `start` to `cutoff` in the fast
 * phase and to nothing in the slow one, counted from the moment the stage began. Nothing is handed over until a bidder would take it.
 *
 * @source docs/models/dutch-auction.md, eq. 1, 5 and 8
 */
export const dutchPhases: LimitStrategy = {
  name: 'dutch-phases',
  formula: 'mark, with x (E - R) (1 - d) on top for a share x; d from start to cutoff, then to 0',
  schema: schemaOf({ ...PHASES, bidderMargin: BIDDER_MARGIN }, ['bidderMargin']),
  check: (parameters) => [
    ...phaseProblems(parameters),
    ...outside(parameters, 'bidderMargin', { atMost: ONE }, 'a margin is a share of notional'),
  ],
  create: (parameters) => {
    const phases = phasesIn(parameters)
    const margin = parameters['bidderMargin'] === undefined ? null : decimalIn(parameters, 'bidderMargin')
    return (view, draft) => {
      const factor = factorNow(view, phases)
      const { discount, paidIn } = sliceTerms(onSale(view), factor, sliceShare(view, draft.legs))
      const bidder = reservation(view, { legs: draft.legs, discount, margin })
      const facts = {
        priceFactor: formatRatio(factor),
        discountAtoms: String(discount),
        paidInAtoms: String(paidIn),
        ...bidder.facts,
      }
      const bound = !bidder.bids && draft.legs.length > 0
      const reasons = [...draft.reasons, { part: 'limit' as const, rule: 'dutch-phases', facts, bound }]
      return bidder.bids ? { ...draft, discount, reserves: paidIn, reasons } : { ...draft, legs: [], reasons }
    }
  },
}
