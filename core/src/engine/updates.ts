import { atoms, greatest, lots, NO_ATOMS, type Atoms, type Lots } from '../units/index.ts'
import type { Account, AccountId } from '../accounts/index.ts'
import type { Fill, OrderUpdate } from '../market/index.ts'
import { afterFill, afterUnfilled } from '../liquidation/index.ts'
import { fillMovement } from '../settlement/index.ts'
import type { LiveOrder } from './types.ts'
import { takeFee, takePenalty, type Closing } from './charges.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { coverExcess } from './insured-fill.ts'
import { noteClose, noteFreed, noteNoTaker, shortageOf } from './remember.ts'
import { accountOf, EngineUsageError, venueOf } from './state.ts'
import { costAgainstMark, notionalAtMark } from './valuation.ts'
import { equityNow } from './view.ts'

/**
 * Books what a venue says about orders. A fill is a fact: it is settled whatever it does to the account. A match comes as two
 * updates that carry the same fill; it is booked with the taker's.
 *
 * @returns the accounts whose holdings or orders changed, in the order of the updates, each once.
 */
export const bookUpdates = (desk: Desk, updates: readonly OrderUpdate[]): readonly AccountId[] => {
  const touched = new Set<AccountId>()
  for (const update of updates) {
    if (update.kind === 'filled' && refuseEnded(desk, update.fill)) continue
    if (update.kind === 'filled' && update.order === update.fill.takerOrder)
      for (const id of bookFill(desk, update.fill)) touched.add(id)
    const live = desk.state.live.get(update.order)
    if (live === undefined) {
      if (update.kind === 'cancelled' || update.kind === 'expired' || update.kind === 'rejected')
        dropResting(desk, update.order, touched)
      if (update.kind === 'amended') amendResting(desk, update, touched)
      continue
    }
    touched.add(live.account)
    followUp(desk, live, update)
  }
  return [...touched]
}

const followUp = (desk: Desk, live: LiveOrder, update: OrderUpdate): void => {
  switch (update.kind) {
    case 'accepted':
    case 'unknown':
      return desk.emit({ kind: 'order-updated', order: update.order, remaining: live.remaining, status: update.kind })
    case 'amended':
      return desk.emit({ kind: 'order-updated', order: update.order, remaining: update.remaining, status: live.status })
    case 'amend-refused':
      return
    case 'filled': {
      if (update.remaining === 0n) return desk.emit({ kind: 'order-done', order: update.order, outcome: 'filled' })
      return desk.emit({ kind: 'order-updated', order: update.order, remaining: update.remaining, status: live.status })
    }
    case 'cancelled':
    case 'expired':
    case 'rejected': {
      desk.emit({ kind: 'order-done', order: update.order, outcome: update.kind })
      if (live.remaining === live.order.size) noteUnfilled(desk, live.account)
      return
    }
  }
}

const noteUnfilled = (desk: Desk, id: AccountId): void => {
  const episode = desk.state.episodes.get(id)
  if (episode !== undefined) updateEpisode(desk, { ...episode, memory: afterUnfilled(episode.memory) })
  noteNoTaker(desk, id)
}

/** A resting order of a user that the venue took off its book. */
const dropResting = (desk: Desk, order: string, touched: Set<AccountId>): void => {
  const owner = desk.state.resting.get(order)
  if (owner === undefined) return
  desk.emit({ kind: 'order-dropped', account: owner, order, by: 'venue' })
  touched.add(owner)
}

/** A resting order of a user that the venue changed, at the user's wish or because it met another of its owner. */
const amendResting = (
  desk: Desk,
  { order: id, remaining, limit }: Extract<OrderUpdate, { kind: 'amended' }>,
  touched: Set<AccountId>,
): void => {
  const owner = desk.state.resting.get(id)
  const open = owner === undefined ? undefined : accountOf(desk.state, owner).orders.find((each) => each.id === id)
  if (owner === undefined || open === undefined) return
  desk.emit({ kind: 'order-put', account: owner, order: { ...open, remaining, price: limit ?? open.price } })
  touched.add(owner)
}

/** A fill of an instrument that has ended is no fact any more: all of it was settled. @returns whether it was refused. */
const refuseEnded = (desk: Desk, { instrument, taker, takerOrder, price, size }: Fill): boolean => {
  if (!desk.state.delisted.has(instrument)) return false
  const facts = { instrument, order: takerOrder, priceTicks: price.toString(), sizeLots: size.toString() }
  desk.emit({ kind: 'refused', command: 'order-updates', account: taker, reason: 'delisted', facts })
  return true
}

const bookFill = (desk: Desk, fill: Fill): readonly AccountId[] => {
  const { state } = desk
  const instrument = venueOf(state).rules.instruments.get(fill.instrument)
  if (instrument === undefined)
    throw new EngineUsageError(`a fill names instrument '${fill.instrument}', which this venue does not list`)
  const size = fill.side === 'buy' ? fill.size : lots(-fill.size)
  const movement = fillMovement({
    instrument,
    taker: accountOf(state, fill.taker),
    maker: accountOf(state, fill.maker),
    price: fill.price,
    size,
    takerOrder: fill.takerOrder,
    makerOrder: fill.makerOrder,
  })
  const live = state.live.get(fill.takerOrder)
  const before = accountOf(state, live?.account ?? fill.taker)
  const equityBefore = live !== undefined && instrument.kind === 'spot' ? equityOf(desk, live.account) : null
  const shortageBefore = live === undefined ? null : shortageOf(desk, live.account)
  desk.emit({ kind: 'moved', movement })
  shrinkResting(desk, accountOf(state, fill.maker), fill.makerOrder, fill.size)
  shrinkResting(desk, accountOf(state, fill.taker), fill.takerOrder, fill.size)
  if (live !== undefined)
    charge(desk, live, { instrument, size, price: fill.price, before, equityBefore, shortageBefore })
  return [fill.taker, fill.maker]
}

const shrinkResting = (desk: Desk, account: Account, order: string, filled: Lots): void => {
  const open = account.orders.find((each) => each.id === order)
  if (open === undefined) return
  const remaining = lots(greatest(0n, open.remaining - filled))
  if (remaining === 0n) desk.emit({ kind: 'order-dropped', account: account.id, order, by: 'venue' })
  else desk.emit({ kind: 'order-put', account: account.id, order: { ...open, remaining } })
}

interface Filled extends Closing {
  /** Of a spot fill: what the account was worth before it, numeraire atoms. */
  readonly equityBefore: Atoms | null
  readonly shortageBefore: Atoms | null
}

/** Fee and penalty of a liquidation fill, and what the episode remembers of it. */
const charge = (desk: Desk, live: LiveOrder, filled: Filled): void => {
  const { state } = desk
  const { instrument, price, size } = filled
  const { rules } = venueOf(state)
  const slippage = costAgainstMark(rules, state.prices, { instrument, size, price })
  const freed = freedBy(desk, live, filled, slippage)
  const fee = takeFee(desk, live.account, filled, live.order.id)
  const episode = state.episodes.get(live.account)
  if (episode === undefined) return
  const penalty =
    live.penalty === undefined ? NO_ATOMS : takePenalty(desk, live.account, live.penalty, { ...filled, fee })
  const covered = live.penalty === undefined ? NO_ATOMS : coverExcess(desk, live.account, live.penalty, filled)
  const bought = instrument.kind === 'spot' && size > 0n
  const value = bought ? NO_ATOMS : notionalAtMark(rules, state.prices, instrument, size)
  const costs = { slippage, fees: fee, penalties: penalty, covered, traded: value }
  const added = addCosts(episode, freed === null ? costs : { ...costs, freed })
  const memory = afterFill(added.memory, { closedNotional: value, paid: atoms(fee + penalty) })
  updateEpisode(desk, {
    ...added,
    memory: noteClose(desk, live.account, memory, { instrument, notional: value, covered }),
  })
  noteFreed(desk, live.account, filled.shortageBefore)
}

/** What a spot fill added to equity beyond its slippage, before any fee; null for other fills. */
const freedBy = (desk: Desk, live: LiveOrder, { equityBefore }: Filled, slippage: Atoms): Atoms | null =>
  equityBefore === null ? null : atoms(equityOf(desk, live.account) - equityBefore + slippage)

const equityOf = (desk: Desk, id: AccountId): Atoms => equityNow(desk.state, accountOf(desk.state, id))
