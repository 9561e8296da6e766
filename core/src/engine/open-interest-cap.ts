import { lots, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { putOrder, type Account, type OpenOrder } from '../accounts/index.ts'
import type { OpenInterestCap } from './types.ts'
import { openInterestIn, partOf } from './standing.ts'
import { venueOf, type State } from './state.ts'
import { notionalAtMark } from './valuation.ts'

/**
 * Facts of a refusal when an order could lead open interest above the instrument's cap, else null. Counted is what longs
 * (for a buy) or shorts (for a sell) would be if every resting order filled, so the cap holds whichever orders meet; an order
 * that only reduces its account's position raises neither and always passes.
 *
 *   refused when  Σ max(0, ±size + orders of the side) rises and ends above the cap
 *
 * @source docs/models/guards.md, eq. 2
 */
export const overCap = (state: State, account: Account, order: OpenOrder): Readonly<Record<string, string>> | null => {
  const { instrument } = order
  const cap = (venueOf(state).declaration.openInterestCaps ?? []).find((each) => each.instrument === instrument)
  if (cap === undefined) return null
  const side = order.side === 'buy' ? 'longsAtMost' : 'shortsAtMost'
  const raised = partOf(putOrder(account, order), instrument)[side] - partOf(account, instrument)[side]
  if (raised <= 0n) return null
  const after = openInterestIn(state.openInterest, instrument)[side] + raised
  return exceeds(state, instrument, cap, lots(after))
}

const exceeds = (
  state: State,
  id: InstrumentId,
  cap: OpenInterestCap,
  after: Lots,
): Readonly<Record<string, string>> | null => {
  if (cap.unit === 'lots')
    return after <= cap.lots ? null : { instrument: id, capLots: String(cap.lots), wouldBeLots: String(after) }
  const { rules } = venueOf(state)
  const instrument = rules.instruments.get(id)
  const value = instrument === undefined ? 0n : notionalAtMark(rules, state.prices, instrument, after)
  return value <= cap.atoms ? null : { instrument: id, capAtoms: String(cap.atoms), wouldBeAtoms: String(value) }
}
