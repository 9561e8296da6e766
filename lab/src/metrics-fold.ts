import {
  fillValue,
  greatest,
  lots,
  magnitude,
  positionIn,
  positionValue,
  sizeIn,
  type AccountId,
  type Atoms,
  type Cause,
  type EngineEvent,
  type InstrumentId,
  type Lots,
  type MarkPrices,
  type Receipt,
  type Ticks,
} from '@ebbline/core'
import type { Lane, MetricsState, Treated } from './metrics-state.ts'
import type { MetricsTerms } from './metrics-terms.ts'
import { ownWorth } from './metrics-worth.ts'
import {
  accountBefore,
  indexChanges,
  inNumeraire,
  notionalAt,
  worthOf,
  type ChangeIndex,
  type MetricsView,
} from './metrics-view.ts'

/** The events of one step with what is needed to read them: the view after the step, and who the house is. */
export interface Step {
  readonly view: MetricsView
  readonly terms: Pick<MetricsTerms, 'house' | 'isHouse'>
  readonly events: readonly EngineEvent[]
}

/** Folds the events of one step into the state, in order. */
export const foldEvents = (state: MetricsState, step: Step): void => {
  const starts = step.events.some((event) => event.kind === 'episode-started')
  const changes: ChangeIndex = starts ? indexChanges(step.events) : new Map()
  for (const [at, event] of step.events.entries())
    switch (event.kind) {
      case 'episode-started':
        startTreatment(state, step, { id: event.episode.account, at, changes })
        break
      case 'episode-ended':
        endTreatment(state, step, event.receipt)
        break
      case 'decided': {
        const treated = state.treated[event.decision.account]
        if (treated !== undefined && event.decision.kind !== 'wait') treated.acted = true
        break
      }
      case 'order-sent': {
        const { order, account } = event.live
        state.flying[order.id] = { account, arrival: step.view.prices.get(order.instrument) ?? null, closed: 0n }
        break
      }
      case 'order-done':
        landOrder(state, step, event.order)
        break
      case 'moved':
        foldMovement(state, step, event.movement.cause)
        break
      case 'shortfall':
        foldShortfall(state, step, event)
        break
      case 'opened':
      case 'observed':
      case 'order-put':
      case 'order-dropped':
      case 'episode-updated':
      case 'order-updated':
      case 'budget-used':
      case 'tiers-set':
      case 'accrued':
      case 'delisted':
      case 'refused':
        break
    }
}

interface Start {
  readonly id: AccountId
  readonly at: number
  readonly changes: ChangeIndex
}

const startTreatment = (state: MetricsState, step: Step, { id, at, changes }: Start): void => {
  if (step.terms.isHouse(id)) return
  const { view } = step
  const before = accountBefore(view.account(id), changes, at + 1)
  const known = state.treated[id]
  if (known !== undefined) {
    known.equityEnd = null
    known.result = null
    known.lastedSec = 0
    return
  }
  state.treated[id] = {
    first: before,
    time: view.time,
    marks: Object.fromEntries(view.prices),
    equity: ownWorth(view.rules, before, view.prices),
    notional: before.positions.reduce(
      (sum, held) => sum + notionalAt(view, view.prices, held.instrument, held.size),
      0n,
    ),
    closed: 0n,
    closedLots: {},
    equityEnd: null,
    acted: false,
    result: null,
    lastedSec: 0,
    bankrupt: false,
  }
}

const endTreatment = (state: MetricsState, step: Step, receipt: Receipt): void => {
  const treated = step.terms.isHouse(receipt.account) ? undefined : state.treated[receipt.account]
  if (treated === undefined) return
  const { rules, prices } = step.view
  treated.equityEnd =
    rules.borrow.size === 0 ? receipt.equityAtEnd : ownWorth(rules, step.view.account(receipt.account), prices)
  treated.result = receipt.result
  treated.lastedSec = (receipt.ended - receipt.started) / 1000
  if (receipt.result === 'bankrupt') treated.bankrupt = true
}

const landOrder = (state: MetricsState, step: Step, order: string): void => {
  const flying = state.flying[order]
  if (flying !== undefined && flying.closed > 0n && !step.terms.isHouse(flying.account))
    state.blocks.push(flying.closed)
  delete state.flying[order]
}

const foldMovement = (state: MetricsState, step: Step, cause: Cause): void => {
  switch (cause.kind) {
    case 'fill':
      return foldFill(state, step, cause)
    case 'takeover':
      return closeWhole(state, step, { ...cause, lane: laneOf(step, cause.receiver) })
    case 'adl':
      closeWhole(state, step, { ...cause, lane: 'deleveraged' })
      return foldDeleveraging(state, step, cause)
    case 'fee':
      if (!step.terms.isHouse(cause.account)) state.fees += cause.atoms
      return
    case 'penalty':
    case 'burn':
      if (!step.terms.isHouse(cause.account)) state.penalties += cause.atoms
      return
    case 'forfeit':
      return foldForfeit(state, step, cause)
    case 'genesis':
    case 'deposit':
    case 'withdrawal':
    case 'funding':
    case 'fund-payment':
    case 'socialised':
    case 'seizure':
    case 'interest':
    case 'expiry':
      return
  }
}

/** What traders give up for nothing, less what they are given: a slice may also be taken over above its mark. */
const foldForfeit = (state: MetricsState, step: Step, cause: Extract<Cause, { kind: 'forfeit' }>): void => {
  const { view, terms } = step
  const value = worthOf(view, cause.asset, cause.atoms, 'up')
  if (!terms.isHouse(cause.account)) state.forfeited += value
  if (!terms.isHouse(cause.to)) state.forfeited -= value
}

const laneOf = ({ terms: { house } }: Step, receiver: AccountId): keyof Lane => {
  if (receiver === house.vault) return 'takenByVault'
  return house.backstops?.includes(receiver) === true ? 'takenByBackstop' : 'takenByFund'
}

const foldFill = (state: MetricsState, step: Step, cause: Extract<Cause, { kind: 'fill' }>): void => {
  const flying = state.flying[cause.takerOrder]
  if (flying === undefined) return
  const { view } = step
  const value = notionalAt(view, view.prices, cause.instrument, cause.size)
  if (step.terms.isHouse(cause.taker)) {
    state.lane.unwound += value
    return
  }
  flying.closed += value
  state.traded += value
  if (flying.arrival !== null) state.slippage += lossAgainst(view, cause, flying.arrival)
  noteClosing(state, { ...cause, account: cause.taker, value, lane: 'traded' })
}

interface Handed {
  readonly account: AccountId
  readonly instrument: InstrumentId
  readonly size: Lots
  readonly lane: keyof Lane
}

const closeWhole = (state: MetricsState, step: Step, handed: Handed): void => {
  if (step.terms.isHouse(handed.account)) return
  const value = notionalAt(step.view, step.view.prices, handed.instrument, handed.size)
  state.blocks.push(value)
  noteClosing(state, { ...handed, value })
}

const noteClosing = (state: MetricsState, closing: Handed & { readonly value: Atoms }): void => {
  state.lane[closing.lane] += closing.value
  const treated = state.treated[closing.account]
  if (treated === undefined) return
  treated.closed += closing.value
  treated.closedLots[closing.instrument] = (treated.closedLots[closing.instrument] ?? 0n) + magnitude(closing.size)
}

/** What a counterparty gives up against the mark, and how deleveraging is spread over those whom it could have met. */
const foldDeleveraging = (state: MetricsState, step: Step, cause: Extract<Cause, { kind: 'adl' }>): void => {
  const { view } = step
  const mark = view.prices.get(cause.instrument)
  state.adlNotional += notionalAt(view, view.prices, cause.instrument, cause.size)
  if (mark !== undefined) state.adlTaken += lossAgainst(view, cause, mark)
  if (step.terms.isHouse(cause.counterparty)) return
  const market = `${cause.instrument}|${cause.size > 0n ? 'short' : 'long'}`
  if (!state.deleveraged.includes(market)) {
    state.deleveraged.push(market)
    noteEligible(state, step, { instrument: cause.instrument, shorts: cause.size > 0n })
  }
  const key = keyOf(cause.counterparty, cause.instrument)
  const known = state.eligible[key] ?? { held: 0n, closed: 0n }
  const closed = known.closed + magnitude(cause.size)
  const left = magnitude(sizeIn(view.account(cause.counterparty), cause.instrument))
  state.eligible[key] = { held: greatest(known.held, closed + left), closed }
}

/** Every trader with a profit on the side that deleveraging shrinks, once a market, when deleveraging there begins. */
const noteEligible = (
  state: MetricsState,
  step: Step,
  asked: { readonly instrument: InstrumentId; readonly shorts: boolean },
): void => {
  const { view } = step
  const instrument = view.rules.instruments.get(asked.instrument)
  const mark = view.prices.get(asked.instrument)
  if (instrument === undefined || mark === undefined) return
  for (const id of view.accounts()) {
    const position = step.terms.isHouse(id) ? undefined : positionIn(view.account(id), asked.instrument)
    if (position === undefined || position.size < 0n !== asked.shorts) continue
    if (positionValue(instrument, position.size, mark, 'down') <= position.entryValue) continue
    state.eligible[keyOf(id, asked.instrument)] = { held: magnitude(position.size), closed: 0n }
  }
}

const keyOf = (account: AccountId, instrument: InstrumentId): string => `${account}|${instrument}`

/**
 * A shortfall that stays unmet is reported again when somebody pays later, so each report counts what was paid, and only
 * the last report of an account its unmet rest.
 */
const foldShortfall = (state: MetricsState, step: Step, event: Extract<EngineEvent, { kind: 'shortfall' }>): void => {
  state.socialised += event.socialised
  state.adlCovered += event.adl
  if (step.terms.isHouse(event.account)) return
  state.badDebt += event.atoms - event.unmet
  state.unmet[event.account] = event.unmet
  const treated = state.treated[event.account]
  if (treated !== undefined) treated.bankrupt = true
}

/** What trading at `price` loses against a reference price, numeraire atoms, > 0 is a loss. */
const lossAgainst = (
  view: MetricsView,
  trade: { readonly instrument: InstrumentId; readonly size: Lots; readonly price: Ticks },
  reference: Ticks,
): bigint => {
  const instrument = view.rules.instruments.get(trade.instrument)
  if (instrument === undefined) return 0n
  const loss = fillValue(instrument, trade.size, trade.price) - fillValue(instrument, trade.size, reference)
  return inNumeraire(view, instrument, loss, 'up')
}

/** Forced closing in lots at the marks of first trigger, never more than the position then was. */
export const closedAtFirst = (view: Pick<MetricsView, 'rules'>, treated: Treated): bigint => {
  const prices: MarkPrices = new Map(Object.entries(treated.marks))
  let sum = 0n
  for (const { instrument, size } of treated.first.positions) {
    const closed = treated.closedLots[instrument] ?? 0n
    const capped = closed < magnitude(size) ? closed : magnitude(size)
    sum += notionalAt(view, prices, instrument, lots(capped))
  }
  return sum
}
