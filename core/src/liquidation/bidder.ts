import { applyRatio, atoms, lots, NO_ATOMS, NO_LOTS, type Atoms, type Ratio } from '../units/index.ts'
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
 * for `margin` of its notional on top. What the book cannot take is priced at its last level. A margin of null is a bidder who asks nothing.
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
  const bare = applyRatio(legsNotional(view, legs), margin, 'up')
  if (discount < bare) return { bids: false, facts: { bidderWantsMoreThanAtoms: String(bare) } }
  const wanted = atoms(unwindCost(view, legs) + bare)
  return { bids: discount >= wanted, facts: { bidderWantsAtoms: String(wanted) } }
}

/** What closing the positions that a slice hands over would cost, against their marks; never below zero. */
const unwindCost = (view: LiquidationView, legs: readonly DraftLeg[]): Atoms => {
  const account: Account = { ...view.account, balances: [], orders: [], positions: handedOver(view, legs) }
  const maintenance = measure(view.rules, account, view.marks, 'maintenance')
  const { cost } = fullCloseEstimate({ ...view, account, maintenance, inFlight: () => NO_LOTS })
  return cost > 0n ? cost : NO_ATOMS
}

const handedOver = ({ rules, marks }: LiquidationView, legs: readonly DraftLeg[]): readonly Position[] =>
  legs.flatMap((leg) => {
    const instrument = rules.instruments.get(leg.instrument)
    const mark = marks.get(leg.instrument)
    const size = lots(-leg.size)
    if (instrument === undefined || mark === undefined) return []
    return [{ instrument: leg.instrument, size, entryValue: fillValue(instrument, size, mark) }]
  })
