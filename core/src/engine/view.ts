import { greatest, lots, magnitude, NO_ATOMS, NO_LOTS, type Atoms } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { subtractDepth, type DepthCurve } from '../market/index.ts'
import { equityOf, measure, type Measure } from '../margin/index.ts'
import type { EpisodeMemory, LiquidationView } from '../liquidation/index.ts'
import type { LiveOrder } from './types.ts'
import { judgedMarks } from './guards.ts'
import { accountOf, venueOf, type State } from './state.ts'

/**
 * What a policy may see of one account: holdings, exact health at the marks by which it is judged, books less own orders in
 * flight, costs, memory.
 */
export const viewOf = (state: State, account: Account, memory: EpisodeMemory): LiquidationView => {
  const venue = venueOf(state)
  const marks = judgedMarks(state, account)
  return {
    time: state.time,
    account,
    rules: venue.rules,
    marks,
    index: state.indexPrices,
    maintenance: measure(venue.rules, account, marks, 'maintenance'),
    depth: (instrument) => depthNow(state, instrument),
    feeRate: venue.declaration.takerFee,
    inFlight: (instrument) => flying(state, account, instrument),
    volatility: (instrument) => state.volatilities.get(instrument) ?? null,
    fund: (instrument) => fundOf(state, instrument),
    episode: memory,
  }
}

/** Equity of a market's fund, numeraire atoms, not below zero; nothing where there is none. */
const fundOf = (state: State, instrument: InstrumentId): Atoms => {
  const fund = venueOf(state).funds.get(instrument)
  return fund === undefined ? NO_ATOMS : greatest(NO_ATOMS, equityNow(state, accountOf(state, fund)))
}

/** Equity and maintenance requirement at the present marks, exact. */
export const measureNow = (state: State, account: Account): Measure =>
  measure(venueOf(state).rules, account, state.prices, 'maintenance')

/** Equity at the present marks, exact: all that matters to who pays for whom. */
export const equityNow = (state: State, account: Account): Atoms =>
  equityOf(venueOf(state).rules, account, state.prices)

/** The book of an instrument less what own orders in flight will take of it; empty sides when unknown. */
export const depthNow = (state: State, instrument: InstrumentId): DepthCurve => {
  let curve = state.books.get(instrument) ?? { instrument, bids: [], asks: [] }
  for (const live of liveIn(state, instrument)) curve = subtractDepth(curve, live.order.side, live.remaining)
  return curve
}

const flying = (state: State, account: Account, instrument: InstrumentId) => {
  let sum = 0n
  for (const live of liveIn(state, instrument))
    if (live.account === account.id) sum += live.order.side === 'buy' ? live.remaining : -live.remaining
  return sum === 0n ? NO_LOTS : lots(sum)
}

/** Whether an order of the account on this instrument is in doubt, so that nothing more may be sent there. */
export const inDoubt = (state: State, account: Account, instrument: InstrumentId): boolean =>
  liveIn(state, instrument).some((live) => live.account === account.id && live.status === 'unknown')

const liveIn = (state: State, instrument: InstrumentId): readonly LiveOrder[] =>
  state.live.keys().flatMap((id) => {
    const live = state.live.get(id)
    return live !== undefined && live.order.instrument === instrument && magnitude(live.remaining) > 0n ? [live] : []
  })
