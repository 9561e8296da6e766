import { atoms, lots } from '../units/index.ts'
import { changeAccount, dropOrder, putOrder, type Account, type AccountId } from '../accounts/index.ts'
import type { Movement } from '../settlement/index.ts'
import type { Command, EngineEvent } from './types.ts'
import { accountOf, venueOf, type State } from './state.ts'
import { compileVenue, rulesOf } from './compile.ts'
import { replaceAccount } from './standing.ts'

/** Key of a print: one latest print per source and instrument. */
export const printKey = (instrument: string, source: string): string => `${instrument}|${source}`

/** Key of the lots granted to forced flow in one window. */
export const usedKey = (policy: string, instrument: string, side: 'buy' | 'sell'): string =>
  `${policy}|${instrument}|${side}`

/** Key of what a policy took of a market, on either side. */
export const flowKey = (policy: string, instrument: string): string => `${policy}|${instrument}`

/**
 * Writes what a command itself states: time, prints, books and volumes are facts, not decisions, so no event repeats them.
 * Like `apply` it holds no rule.
 */
export const record = (state: State, command: Command): void => {
  state.time = command.time
  if (command.kind === 'batch') {
    for (const print of command.prints) state.prints.set(printKey(print.instrument, print.source), print)
    for (const volume of command.volumes) state.volumes.set(volume.instrument, volume.lots)
  }
  if (command.kind === 'batch' || command.kind === 'order-updates')
    for (const book of command.books) state.books.set(book.instrument, book)
}

/** Writes one event to the state, in place. It holds no rule and cannot fail on an event that `decide` made. */
export const apply = (state: State, event: EngineEvent): void => {
  switch (event.kind) {
    case 'opened':
      return open(state, event)
    case 'observed':
      return observe(state, event)
    case 'moved':
      return move(state, event.movement)
    case 'order-put':
      state.resting.set(event.order.id, event.account)
      return rewrite(state, event.account, (account) => putOrder(account, event.order))
    case 'order-dropped':
      state.resting.delete(event.order)
      return rewrite(state, event.account, (account) => dropOrder(account, event.order))
    case 'episode-started':
      return state.episodes.set(event.episode.account, event.episode)
    case 'episode-updated':
      return updateEpisode(state, event)
    case 'episode-ended':
      return state.episodes.delete(event.receipt.account)
    case 'order-sent':
      return state.live.set(event.live.order.id, event.live)
    case 'order-updated':
      return updateOrder(state, event)
    case 'order-done':
      return state.live.delete(event.order)
    case 'budget-used':
      return addUsed(state, event)
    case 'tiers-set':
      return setTiers(state, event)
    case 'accrued':
      return void state.interestIndices.set(event.asset, event.index)
    case 'delisted':
      return void state.delisted.set(event.instrument, event.price)
    case 'shortfall':
      return noteShortfall(state)
    case 'decided':
    case 'refused':
      return
  }
}

const open = (state: State, event: Extract<EngineEvent, { kind: 'opened' }>): void => {
  state.compiled = compileVenue(event.venue)
  state.time = event.time
  state.places = new Map(event.accounts.map((account, place) => [account.id, place]))
  for (const account of event.accounts) {
    replaceAccount(state, state.accounts.get(account.id) ?? null, account)
    for (const order of account.orders) state.resting.set(order.id, account.id)
    addResiduals(state, account)
  }
}

/** Kept only where a policy locks withdrawals, so that other venues' states know nothing of it. */
const noteShortfall = (state: State): void => {
  if ([...venueOf(state).policies.values()].some(({ withdrawals }) => withdrawals !== null))
    state.lastShortfall = state.time
}

const rewrite = (state: State, id: AccountId, changed: (account: Account) => Account): void => {
  const before = accountOf(state, id)
  replaceAccount(state, before, changed(before))
}

const observe = (state: State, event: Extract<EngineEvent, { kind: 'observed' }>): void => {
  for (const mark of event.marks) {
    state.marks.set(mark.instrument, mark)
    state.prices.set(mark.instrument, mark.price)
    state.indexPrices.set(mark.instrument, mark.index)
  }
  for (const { instrument, volatility } of event.volatilities ?? []) state.volatilities.set(instrument, volatility)
  state.used.clear()
}

const updateEpisode = (state: State, event: Extract<EngineEvent, { kind: 'episode-updated' }>): void => {
  const episode = state.episodes.get(event.account)
  if (episode !== undefined) state.episodes.set(event.account, { ...episode, ...event.changes })
}

const updateOrder = (state: State, event: Extract<EngineEvent, { kind: 'order-updated' }>): void => {
  const live = state.live.get(event.order)
  if (live !== undefined) state.live.set(event.order, { ...live, remaining: event.remaining, status: event.status })
}

const move = (state: State, movement: Movement): void => {
  const { rules } = venueOf(state)
  for (const change of movement.changes) {
    rewrite(state, change.account, (account) => changeAccount(account, change))
    for (const cash of change.cash) addTo(state.residuals.assets, cash.asset, cash.atoms)
    for (const moved of change.positions) {
      addTo(state.residuals.sizes, moved.instrument, moved.size)
      const settle = rules.instruments.get(moved.instrument)?.settle
      if (settle !== undefined) addTo(state.residuals.assets, settle, atoms(-moved.entryValue))
    }
  }
}

const addResiduals = (state: State, account: Account): void => {
  const { rules } = venueOf(state)
  for (const balance of account.balances) addTo(state.residuals.assets, balance.asset, balance.atoms)
  for (const position of account.positions) {
    addTo(state.residuals.sizes, position.instrument, position.size)
    const settle = rules.instruments.get(position.instrument)?.settle
    if (settle !== undefined) addTo(state.residuals.assets, settle, -position.entryValue)
  }
}

const addTo = (sums: Map<string, bigint>, key: string, value: bigint): void =>
  void sums.set(key, (sums.get(key) ?? 0n) + value)

const addUsed = (state: State, event: Extract<EngineEvent, { kind: 'budget-used' }>): void => {
  const key = usedKey(event.policy, event.instrument, event.side)
  state.used.set(key, lots((state.used.get(key) ?? 0n) + event.lots))
  const lookbackMs = venueOf(state).policies.get(event.policy)?.lookbackMs ?? 0
  if (lookbackMs === 0) return
  const flow = flowKey(event.policy, event.instrument)
  const kept = (state.flow.get(flow) ?? []).filter(({ time }) => time > state.time - lookbackMs)
  state.flow.set(flow, [...kept, { time: state.time, lots: event.lots }])
}

const setTiers = (state: State, event: Extract<EngineEvent, { kind: 'tiers-set' }>): void => {
  const venue = venueOf(state)
  state.tiers.set(event.instrument, event.tiers)
  state.compiled = { ...venue, rules: rulesOf(venue.declaration, state.tiers) }
}
