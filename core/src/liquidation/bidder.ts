import { applyRatio, atoms, greatest, lots, NO_LOTS, type Atoms, type Ratio } from '../units/index.ts'
import { fillValue } from '../instruments/index.ts'
import type { Account, Position } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import { fullCloseEstimate } from './full-close-estimate.ts'
import { decimal } from './parameters.ts'
import { legsNotional } from './positions.ts'
import type { DraftLeg, LiquidationView, ParameterShape } from './types.ts'

/** Parameter of a limit that sells to bidders: what they want beyond the cost of unwinding. */
export const BIDDER_MARGIN: ParameterShape = decimal(
  'share of notional that a bidder wants beyond what unwinding would cost; absent: it takes any discount',
)

/** What a bidder thinks of a slice, with its numbers. */
export interface Reservation {
  readonly bids: boolean
  readonly facts: Readonly<Record<string, string>>
}

/**
 * Whether a bidder takes a slice for a discount: once that pays for selling it into the book of the moment, taker fee included, and
 * for `margin` of its notional on top. What the book cannot take is priced at its last level; a book better than the mark is not
 * counted on, so that the cost is at least the fee at the mark. A margin of null is a bidder who asks nothing.
 *
 * @source docs/models/dutch-auction.md, eq. 8
 */
export const reservation = (
  view: LiquidationView,
  {
    legs,
    discount,
    margin,
  }: { readonly legs: readonly DraftLeg[]; readonly discount: Atoms; readonly margin: Ratio | null },
): Reservation => {
  if (margin === null) return { bids: true, facts: {} }
  const notional = legsNotional(view, legs)
  const fee = applyRatio(notional, view.feeRate, 'up')
  const most = atoms(discount - applyRatio(notional, margin, 'up'))
  if (most < fee) return { bids: false, facts: { bidderWantsAtLeastAtoms: String(discount - most + fee) } }
  const wanted = atoms(discount - most + greatest(fee, unwindCost(view, legs)))
  return { bids: discount >= wanted, facts: { bidderWantsAtoms: String(wanted) } }
}

/** What closing the positions that a slice hands over would cost, against their marks. */
const unwindCost = (view: LiquidationView, legs: readonly DraftLeg[]): Atoms => {
  const account: Account = { ...view.account, balances: [], orders: [], positions: handedOver(view, legs) }
  const maintenance = measure(view.rules, account, view.marks, 'maintenance')
  return fullCloseEstimate({ ...view, account, maintenance, inFlight: () => NO_LOTS }).cost
}

const handedOver = ({ rules, marks }: LiquidationView, legs: readonly DraftLeg[]): readonly Position[] =>
  legs.flatMap((leg) => {
    const instrument = rules.instruments.get(leg.instrument)
    const mark = marks.get(leg.instrument)
    const size = lots(-leg.size)
    if (instrument === undefined || mark === undefined) return []
    return [{ instrument: leg.instrument, size, entryValue: fillValue(instrument, size, mark) }]
  })
